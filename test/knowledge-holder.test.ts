import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConfigError } from '../src/config.ts'
import type { Understanding } from '../src/detection/understanding.ts'
import { KnowledgeHolder } from '../src/knowledge-holder.ts'
import { answerQuestion } from '../src/turn/answer-question.ts'
import { hearWithNear } from '../src/turn/find-services.ts'
import { writeTinyEmbedder } from './fixtures/tiny-embedder.ts'
import { writeQuestions, writeSmallWorld } from './support/small-world.ts'

/** As many questions as a service needs to be learnt. */
const asked = (of: string) =>
  ['cik maksā', 'kur saņemt', 'kā pieteikt', 'termiņš', 'bērnam', 'steidzami'].flatMap((what) => [`${what} ${of}`, `${of}: ${what}?`])
const passport = asked('pase')
const permit = asked('atļauja')
const services = { pase: { title: 'Pase', questions: passport }, atlauja: { title: 'Makšķerēšanas atļauja', questions: permit } }

let root: string
let holder: KnowledgeHolder
let logged: string[]
beforeEach(() => {
  logged = []
  root = mkdtempSync(join(tmpdir(), 'vpppd-holder-'))
  const meanings = [['pase', 'passport'], ['atļauja', 'spinings'], ['cik'], ['maksā']]
  const embeddingsFolder = writeTinyEmbedder(join(root, 'model'), { meanings })
  holder = new KnowledgeHolder({
    ...writeSmallWorld(root, services),
    cacheFolder: join(root, 'cache'),
    timeZone: 'Europe/Riga',
    operatingPoint: 'safe',
    clock: () => Date.parse('2026-11-23T09:00:00Z'),
    log: pino({ level: 'warn' }, { write: (line) => void logged.push(line) }),
    onProgress: () => {},
    embeddingsFolder,
  })
})
afterEach(async () => {
  await holder.stop()
  rmSync(root, { recursive: true, force: true })
})

const nearest = async (text: string) => {
  const near = await holder.current().nearest?.(text)
  return [...(near ?? [])].sort(([, a], [, b]) => b - a)[0]
}
const scoreOf = ({ services }: Understanding, id: string) => services.find((service) => service.id === id)?.score ?? Number.NaN
const firstService = async (text: string) =>
  (await answerQuestion({ text, expected: 'lv', context: [] }, holder.current())).outcome.services[0]?.id

describe('the knowledge with an embedding model', () => {
  it('finds services by words that only the model knows', async () => {
    await holder.start()
    expect(await nearest('cik spinings')).toEqual(['atlauja', expect.any(Number)])
    expect((await nearest('cik passport'))?.[0]).toBe('pase')
    const deps = holder.current()
    const heard = deps.understand('cik spinings', 'lv')
    const compared = hearWithNear(heard, await deps.nearest?.('cik spinings'), deps)
    const gain = (id: string) => scoreOf(compared, id) - scoreOf(heard, id)
    expect(gain('atlauja')).toBeGreaterThan(0)
    expect(gain('pase')).toBeLessThan(0)
  })

  it('takes changed questions over in the background', async () => {
    await holder.start()
    expect((await nearest('spinings'))?.[0]).toBe('atlauja')
    writeQuestions(root, 'pase', [...passport, 'spinings spinings'])
    writeQuestions(
      root,
      'atlauja',
      permit.map((text) => text.replace('atļauja', 'makšķerēt')),
    )
    holder.reload()
    await vi.waitFor(async () => expect((await nearest('spinings'))?.[0]).toBe('pase'), { timeout: 60_000, interval: 100 })
  }, 90_000)

  it('does not start with a folder that is no model', async () => {
    rmSync(join(root, 'model/tokenizer.json'))
    await expect(holder.start()).rejects.toThrow(ConfigError)
    await expect(holder.start()).rejects.toThrow(/EMBEDDINGS_MODEL_DIR.*tokenizer\.json/)
  })

  it('answers without the model when its questions cannot be embedded later', async () => {
    await holder.start()
    writeFileSync(join(root, 'model/onnx/model.onnx'), 'broken while the service runs')
    writeQuestions(root, 'pase', [...passport, 'spinings spinings'])
    holder.reload()
    const isTold = () => expect(logged.filter((line) => line.includes('the questions could not be embedded'))).toHaveLength(1)
    await vi.waitFor(isTold, { timeout: 60_000, interval: 100 })
    expect((await nearest('spinings'))?.[0]).toBe('atlauja')
    expect(await firstService('cik maksā pase')).toBe('pase')
  }, 90_000)
})
