import { z } from 'zod'

const names = z.array(z.string()).default([])
const exonym = z.looseObject({ ru: z.string().optional(), en: z.string().optional() })

/** Today's municipalities, with the former ones and the places that people name instead. */
export const municipalitiesSchema = z.looseObject({
  sources: z.array(z.looseObject({ url: z.url({ protocol: /^https?$/ }) })).min(1),
  municipalities: z.array(
    z.looseObject({
      name: z.string(),
      short: z.string(),
      locative: z.string(),
      ru: z.string().optional(),
      en: z.string().optional(),
      former: names,
      towns: names,
      parishes: names,
      places: names,
      /** Places that no source confirms: not used. */
      unconfirmed: names,
      /** Places that are everyday words too: only with "pagasts" beside them. */
      common_words: names,
      exonyms: z.record(z.string(), exonym).default({}),
      url: z.url({ protocol: /^https$/ }).optional(),
    }),
  ),
})
export type Municipality = z.infer<typeof municipalitiesSchema>['municipalities'][number]
