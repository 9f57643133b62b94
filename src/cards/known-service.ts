import { z } from 'zod'
import { bareName, type Joined, nameStems } from './join-catalogue.ts'

/** A service that the catalogue knows; without `card` nothing more than its name and providers is known. */
export const knownServicesSchema = z.array(
  z.strictObject({
    name: z.string().min(2),
    card: z.string().optional(),
    /** How many entries of the catalogue it has. */
    entries: z.number().int().min(1),
    /** Who provides it, the first ones. */
    providers: z.array(z.string()).min(1),
  }),
)
export type KnownService = z.infer<typeof knownServicesSchema>[number]

const maxProviders = 3

/** One service for all entries of one card, and for all entries whose names say the same. Sorted, so that a repeat changes nothing. */
export function knownServices(joined: readonly Joined[]): KnownService[] {
  const groups = new Map<string, Joined[]>()
  for (const entry of joined) {
    const key = entry.card ?? nameStems(entry.name).sort().join(' ')
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return [...groups.values()]
    .map((entries): KnownService => {
      const names = entries.map(({ name }) => bareName(name)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
      const providers = [...new Set(entries.map(({ organisation }) => organisation))].sort().slice(0, maxProviders)
      const card = entries[0]?.card
      return { name: names[0] ?? '', ...(card && { card }), entries: entries.length, providers }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** At least this share of a name must stand in a question. */
const enough = 0.6

/** The known service without a card that a question names; undefined when none is named plainly. */
export function findKnownService(text: string, services: readonly KnownService[]): KnownService | undefined {
  const said = new Set(nameStems(text))
  let best: KnownService | undefined
  let bestShare = enough
  for (const service of services) {
    if (service.card) continue
    const words = nameStems(service.name)
    const share = words.filter((word) => said.has(word)).length / words.length
    if (words.length >= 2 && share >= bestShare) {
      best = service
      bestShare = share
    }
  }
  return best
}
