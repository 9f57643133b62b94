import { z } from 'zod'
import weights from './fitted-weights.json' with { type: 'json' }
import { type Kind, kinds } from './kinds.ts'

const perKind = Object.fromEntries(kinds.map((kind) => [kind, z.number()])) as Record<Kind, z.ZodNumber>

/** Everything that `npm run calibrate` fits; see docs/quality.md. */
export const fittedSchema = z.strictObject({
  /** What a view of a label counts beside the linear one. */
  ranking: z.strictObject({ dense: z.number(), institution: z.number() }),
  /** What likeness to a learnt question counts, with the embedding model of this hash; another model needs another weight. */
  near: z.strictObject({ model: z.string(), weight: z.number() }).optional(),
  /** How the kinds of message are made comparable. */
  kinds: z.strictObject({ mass: z.number(), bias: z.strictObject(perKind) }),
  /** Parts of a card: the embedder beside the linear classifier, the asking sentence beside the whole message. */
  facets: z.strictObject({ dense: z.number(), asking: z.number(), bias: z.record(z.string(), z.number()) }),
  /** Logistic regression over `confidenceInputs`. */
  confidence: z.array(z.number()),
  /** Thresholds of confidence: at most 2 % (safe), 5 % (helpful) or 1 % (sensitive services) of what is answered is wrong. */
  answer: z.strictObject({ safe: z.number(), helpful: z.number(), sensitive: z.number() }),
  fittedOn: z.string(),
  questions: z.number(),
})
export type Fitted = z.infer<typeof fittedSchema>

export const fitted: Fitted = fittedSchema.parse(weights)
