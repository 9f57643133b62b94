import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { intentsFolder } from './knowledge.ts'

/** Title and questions of a service. */
export interface SmallService {
  title: string
  questions: readonly string[]
}

/** The least content with which a service can start: cards with a title, their questions, the project's own wording. */
export function writeSmallWorld(root: string, services: Record<string, SmallService>): { knowledge: string; intents: string } {
  const folders = { knowledge: join(root, 'knowledge'), intents: join(root, 'intents') }
  for (const name of ['wording.lv.yaml', 'wording.ru.yaml', 'wording.en.yaml'])
    write(join(folders.intents, name), (file) => copyFileSync(join(intentsFolder, name), file))
  write(join(folders.intents, 'working-hours.yaml'), "opens: '08:00'\ncloses: '18:00'\nweekdays: [1, 2, 3, 4, 5]\n")
  for (const [id, { title, questions }] of Object.entries(services)) {
    write(join(folders.knowledge, `pmlp/${id}.lv.md`), card(id, title))
    writeQuestions(root, id, questions)
  }
  return folders
}

export function writeQuestions(root: string, id: string, questions: readonly string[]): void {
  write(join(root, `knowledge/pmlp/${id}.questions.md`), `## lv\n\n${questions.map((question) => `- ${question}\n`).join('')}`)
}

function write(file: string, content: string | ((file: string) => void)): void {
  mkdirSync(dirname(file), { recursive: true })
  if (typeof content === 'string') writeFileSync(file, content)
  else content(file)
}

const card = (id: string, title: string) => `---
id: ${id}
title: ${title}
institution: pmlp
audience: person
url: https://latvija.lv/${id}
channels: [{ type: in-person }]
sources: [{ url: 'https://www.pmlp.gov.lv' }]
confidence: high
owner: PMLP
reviewed: 2026-11-21
---

## Īsumā

${title}.
`
