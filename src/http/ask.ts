import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import { z } from 'zod'
import { languages } from '../languages.ts'
import type { Metrics } from '../metrics.ts'
import { answerQuestion } from '../turn/answer-question.ts'
import type { Deps } from '../turn/draft.ts'
import { readJson } from './input.ts'

export const askRequest = z.object({
  text: z
    .string('must be a text')
    .max(2000, 'must have at most 2000 characters')
    .refine((text) => text.trim().length > 0, 'must not be blank'),
  lang: z.enum(languages).optional(),
  context: z
    .array(z.object({ role: z.enum(['user', 'assistant']), text: z.string().max(8000) }))
    .max(40)
    .default([]),
  municipality: z.string().max(100).optional(),
})

const candidate = z.object({ id: z.string(), score: z.number() })
export const askResponse = z.object({
  lang: z.enum(languages),
  decision: z.enum(['answer', 'clarify', 'plan', 'smalltalk', 'handoff', 'decline']),
  reason: z.enum(['asked-for-human', 'low-confidence', 'no-card', 'upset', 'out-of-scope', 'unsafe']).nullable(),
  services: z.array(candidate),
  facet: z.string().nullable(),
  lifeEvents: z.array(candidate),
  socialGroups: z.array(candidate),
  confidence: z.number(),
  text: z.string(),
  citations: z.array(z.object({ card: z.string(), section: z.string(), title: z.string(), url: z.string(), reviewed: z.string() })),
  options: z.array(z.object({ label: z.string(), text: z.string(), choice: z.unknown() })),
  expectedAnswer: z
    .object({
      at: z.string(),
      by: z.string().optional(),
      text: z.string(),
      situation: z.enum(['free', 'busy', 'full', 'nobody', 'closing', 'closed']),
      place: z.number().int().optional(),
    })
    .nullable(),
  /** The path of a plan, step by step; with the decision `plan` only. */
  plan: z
    .object({
      id: z.string(),
      title: z.string(),
      steps: z.array(z.object({ service: z.string(), title: z.string(), why: z.string(), url: z.string() })),
    })
    .optional(),
  generated: z.literal(true).optional(),
})

export const errorResponse = z.object({ error: z.object({ code: z.string(), message: z.string(), field: z.string().nullable() }) })
export const errorContent = { content: { 'application/json': { schema: resolver(errorResponse) } } }

/** One question, no conversation; nothing is stored but counters. */
export function askRoutes(answering: () => Deps, metrics: Metrics): Hono {
  return new Hono().post(
    '/api/v1/ask',
    describeRoute({
      summary: 'Ask one question',
      requestBody: { content: { 'application/json': { schema: z.toJSONSchema(askRequest, { io: 'input' }) as object } } },
      responses: {
        200: { description: 'The answer', content: { 'application/json': { schema: resolver(askResponse) } } },
        400: { description: 'Bad input', ...errorContent },
        413: { description: 'The request is too large', ...errorContent },
        429: { description: 'Too many requests', ...errorContent },
      },
    }),
    async (c) => {
      const start = performance.now()
      const { text, lang, context, municipality } = await readJson(c, askRequest)
      const { outcome } = await answerQuestion({ text, expected: lang ?? 'lv', context, municipality }, answering())
      metrics.asked(outcome, performance.now() - start)
      return c.json(outcome)
    },
  )
}
