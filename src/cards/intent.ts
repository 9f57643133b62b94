import { z } from 'zod'
import { localisedSchema } from './card.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')

/** A life event or a social group: the path across institutions, in the order in which it is done. */
export const intentSchema = z.strictObject({
  id,
  kind: z.enum(['life-event', 'social-group']),
  name: localisedSchema,
  summary: localisedSchema,
  steps: z.array(z.strictObject({ service: id, why: localisedSchema, essential: z.boolean().default(false) })).min(1),
  /** Each answer cuts the path to the services it names. */
  questions: z
    .array(
      z.strictObject({
        id,
        ask: localisedSchema,
        options: z
          .array(z.strictObject({ id, label: localisedSchema, services: z.array(id).min(1) }))
          .min(2)
          .max(4),
      }),
    )
    .max(4)
    .default([]),
  sources: z.array(z.strictObject({ url: z.url({ protocol: /^https?$/ }), seen: z.string().optional() })).default([]),
})
export type Intent = z.infer<typeof intentSchema>

export const institutionsSchema = z.array(
  z.strictObject({
    id,
    name: localisedSchema,
    short: z.string(),
    url: z.url({ protocol: /^https$/ }),
    phone: z.string().optional(),
    email: z.email().optional(),
    source: z.url({ protocol: /^https?$/ }).optional(),
  }),
)
export type Institution = z.infer<typeof institutionsSchema>[number]

/** Everyday words for one meaning. A trailing `*` is a prefix; words match by lemma first, folded text second. */
export const conceptsSchema = z.array(
  z.strictObject({
    id,
    group: z.string(),
    lv: z.array(z.string()).default([]),
    ru: z.array(z.string()).default([]),
    en: z.array(z.string()).default([]),
  }),
)
export type Concept = z.infer<typeof conceptsSchema>[number]
