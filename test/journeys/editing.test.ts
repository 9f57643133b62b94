import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { intentsFolder, knowledgeFolder } from '../support/knowledge.ts'
import { startTestService, type TestService, workingTime } from '../support/service.ts'

let service: TestService
const folder = mkdtempSync(join(tmpdir(), 'vpppd-editing-'))
const knowledge = join(folder, 'knowledge')
const card = join(knowledge, 'nvd/nvd-evak.lv.md')
let original = ''
beforeAll(async () => {
  cpSync(knowledgeFolder, knowledge, { recursive: true })
  original = readFileSync(card, 'utf8')
  service = await startTestService({ clock: () => workingTime, env: { KNOWLEDGE_DIR: knowledge, INTENTS_DIR: intentsFolder } })
})
afterAll(async () => {
  await service.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function summary(): Promise<string> {
  const response = await fetch(`${service.url}/api/v1/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: 'evak karte kā pieteikt' }),
  })
  return (await response.json()).text
}

describe('an editor changes a card while the service runs', () => {
  it('shows the change within a second', async () => {
    writeFileSync(card, original.replace(/(## Kā pieteikt\n\n)/, '$1Šo teikumu redaktors tikko uzrakstīja.\n\n'))
    const start = Date.now()
    await vi.waitFor(async () => expect(await summary()).toContain('Šo teikumu redaktors tikko uzrakstīja.'), {
      timeout: 5000,
      interval: 25,
    })
    // A generous bound for a busy machine; the figure itself comes from the bench.
    expect(Date.now() - start).toBeLessThan(3000)
  })

  it('keeps the last good version while the card is broken, and takes the mended one', async () => {
    const good = await summary()
    writeFileSync(card, original.replace('---', '---\nid: [broken'))
    writeFileSync(join(knowledge, 'nvd/nvd-evak.en.md'), '<script>alert(1)</script>')
    await new Promise<void>((resolve) => {
      // Another card that changes after it proves that the broken one was read too.
      const marker = join(knowledge, 'nvd/nvd-gimenes-arsts.lv.md')
      const text = readFileSync(marker, 'utf8')
      writeFileSync(marker, text.replace(/(## Kā pieteikt\n\n)/, '$1Zīme.\n\n'))
      vi.waitFor(
        async () => {
          const response = await fetch(`${service.url}/api/v1/ask`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ text: 'kā pierakstīties pie ģimenes ārsta' }),
          })
          expect((await response.json()).text).toContain('Zīme.')
          resolve()
        },
        { timeout: 5000, interval: 25 },
      )
    })
    expect(await summary()).toBe(good)
    writeFileSync(card, original.replace(/(## Kā pieteikt\n\n)/, '$1Salabots.\n\n'))
    await vi.waitFor(async () => expect(await summary()).toContain('Salabots.'), { timeout: 5000, interval: 25 })
  })
})
