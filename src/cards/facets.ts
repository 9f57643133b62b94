import type { Localised } from '../languages.ts'

/** What a question can be about; `channel` and `contact` are answered by one section of a card. */
export const facets = ['eligibility', 'steps', 'documents', 'fee', 'amount', 'deadline', 'channel', 'contact', 'appeal'] as const
export type Facet = (typeof facets)[number]

/** The sections of a card in the order in which they stand in the file. */
export const sectionKeys = ['summary', 'eligibility', 'steps', 'documents', 'fee', 'amount', 'deadline', 'where', 'appeal'] as const
export type SectionKey = (typeof sectionKeys)[number]

export const sectionHeadings: Record<SectionKey, Localised> = {
  summary: { lv: 'Īsumā', ru: 'Кратко', en: 'In short' },
  eligibility: { lv: 'Kas var saņemt', ru: 'Кому положено', en: 'Who can get it' },
  steps: { lv: 'Kā pieteikt', ru: 'Как оформить', en: 'How to apply' },
  documents: { lv: 'Dokumenti', ru: 'Документы', en: 'Documents' },
  fee: { lv: 'Maksa', ru: 'Плата', en: 'Fee' },
  amount: { lv: 'Apmērs', ru: 'Размер', en: 'Amount' },
  deadline: { lv: 'Termiņi', ru: 'Сроки', en: 'Deadlines' },
  where: { lv: 'Kur vērsties', ru: 'Куда обращаться', en: 'Where to go' },
  appeal: { lv: 'Pārsūdzēšana', ru: 'Обжалование', en: 'Appeal' },
}

/** The name by which a citation points to a section, in every language. */
export const sectionSlugs: Record<SectionKey, string> = {
  summary: 'isuma',
  eligibility: 'kas-var-sanemt',
  steps: 'ka-pieteikt',
  documents: 'dokumenti',
  fee: 'maksa',
  amount: 'apmers',
  deadline: 'termini',
  where: 'kur-versties',
  appeal: 'parsudzesana',
}

export function sectionOfFacet(facet: Facet): SectionKey {
  return facet === 'channel' || facet === 'contact' ? 'where' : facet
}

export function facetOfSection(section: SectionKey): Facet | null {
  if (section === 'summary') return null
  return section === 'where' ? 'channel' : section
}

export function isFacet(value: unknown): value is Facet {
  return facets.includes(value as Facet)
}
