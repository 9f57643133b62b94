import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { languages } from '../languages.ts'

const expectation = z.looseObject({
  kind: z.enum(['service', 'follow-up', 'life-event', 'social-group', 'human', 'out-of-scope', 'smalltalk', 'unsafe']),
  services: z.array(z.string()).optional(),
  ids: z.array(z.string()).optional(),
  facet: z.string().nullish(),
  facets_ok: z.array(z.string()).optional(),
  'near-miss': z.boolean().optional(),
})

const line = z.looseObject({
  id: z.string(),
  lang: z.enum(languages),
  text: z.string().min(1),
  context: z.array(z.object({ role: z.enum(['user', 'assistant']), text: z.string() })).optional(),
  style: z.string().optional(),
  names_service: z.boolean().nullish(),
  expect: expectation.extend({ also_ok: z.array(expectation).optional() }),
})

/** A labelled question; `also_ok` lists other expectations that count as right. */
export type LabelledQuestion = z.infer<typeof line>
export type Expectation = z.infer<typeof expectation>

export class QuestionFileError extends Error {}

/** @throws QuestionFileError that names the line and what is wrong with it */
export function readQuestionFile(file: string): LabelledQuestion[] {
  let source: string
  try {
    source = readFileSync(file, 'utf8')
  } catch {
    throw new QuestionFileError(`${file} cannot be read`)
  }
  return source.split('\n').flatMap((raw, index): LabelledQuestion[] => {
    if (!raw.trim()) return []
    let value: unknown
    try {
      value = JSON.parse(raw)
    } catch {
      throw new QuestionFileError(`${file}:${index + 1} is not JSON`)
    }
    const parsed = line.safeParse(value)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      throw new QuestionFileError(`${file}:${index + 1} ${issue?.path.join('.')}: ${issue?.message}`)
    }
    return [parsed.data]
  })
}
