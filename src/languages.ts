/** The served languages, Latvian first: it is the original of every text. */
export const languages = ['lv', 'ru', 'en'] as const
export type Language = (typeof languages)[number]

export type Localised = Record<Language, string>

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language)
}

/** The served language of a BCP 47 tag such as `ru-RU`; undefined for others. */
export function languageOfTag(tag: string | undefined): Language | undefined {
  const primary = tag?.toLowerCase().split('-')[0]
  return isLanguage(primary) ? primary : undefined
}
