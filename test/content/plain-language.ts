import type { Language } from '../../src/languages.ts'

/** A text of one language, and where it stands. */
export interface Text {
  where: string
  language: Language
  text: string
}

/** More words in a sentence are hard to hold in mind. */
export const mostWords = 25

/** What offices write and nobody says; with what to say instead. */
const officialese: Record<Language, [pattern: RegExp, instead: string][]> = {
  lv: [
    [/saskaņā ar/i, 'pēc, kā nosaka'],
    [/pamatojoties uz/i, 'tāpēc, jo'],
    [/attiecīg(ais|ā|ie|ās|o|ajā|ajai|ajam)/i, 'šis, vajadzīgais'],
    [/(iesniegums|pieteikums|pieprasījums) tiek/i, 'izskatām, saņemam'],
    [/\btiek\s+\p{L}+(ts|ta|ti|tas)\b/iu, 'darāmā kārta: “mēs darām”'],
    [/augstāk minēt|augstākminēt|iepriekš minēt|zemāk minēt|minētais|minētā\b/i, 'šis'],
    [/ievērojot to,|ņemot vērā (to|minēto|iepriekš)/i, 'tāpēc'],
    [/nepieciešamības gadījumā/i, 'ja vajag'],
    [/vēršam Jūsu uzmanību|informējam, ka|paziņojam, ka/i, 'pasakiet uzreiz'],
    [/tiks (nodrošināt|veikt|uzsākt|sniegt)/i, 'nodrošināsim, sāksim'],
    [/veikt (apmaksu|pieteikšanos|reģistrāciju|pārbaudi)/i, 'samaksāt, pieteikties, reģistrēties, pārbaudīt'],
    [/sakarā ar|attiecībā uz/i, 'par, jo'],
  ],
  ru: [
    [/в соответствии с|согласно/i, 'по, как сказано'],
    [/на основании/i, 'потому что'],
    [/вышеуказанн|нижеуказанн|вышеупомянут|упомянут(ый|ая|ое|ые)/i, 'этот'],
    [/соответствующ(ий|ая|ее|ие|его|ей|их)/i, 'этот, нужный'],
    [/в случае необходимости|при необходимости/i, 'если нужно'],
    [/обращаем Ваше внимание|сообщаем, что|уведомляем/i, 'скажите сразу'],
    [/осуществля|производится оплата|данн(ый|ая|ое) (документ|услуг|заявлен)/i, 'делаем, этот'],
    [/является\b/i, 'тире: «это»'],
  ],
  en: [
    [/pursuant to|in accordance with|in respect of|with regard to|in the event (of|that)/i, 'under, about, if'],
    [/\bhereby\b|\bthereof\b|\bherein\b|aforementioned|aforesaid/i, 'leave it out'],
    [/\bshall\b/i, 'will, must'],
    [/\butili[sz]e|\bcommence|\bterminate\b/i, 'use, begin, end'],
    [/prior to|subsequent to/i, 'before, after'],
  ],
}

/** People are addressed politely: Jūs, Вы with a capital letter. */
const impolite: Record<Language, RegExp[]> = {
  lv: [/(?<![\p{L}])(tu|tev|tevi|tavs|tava|tavu|tavā|tavi|tavas)(?![\p{L}])/iu, /(?<![\p{L}])(jūs|jums|jūsu|jūsos|jūsējā?)(?![\p{L}])/u],
  ru: [
    /(?<![\p{L}])(ты|тебя|тебе|твой|твоя|твоё|твои)(?![\p{L}])/iu,
    /(?<![\p{L}])(вы|вас|вам|вами|ваш|ваша|ваше|ваши|вашу|вашего|вашей|вашем|ваших)(?![\p{L}])/u,
  ],
  en: [],
}

/** What is hard to read in a text, in words for whoever wrote it. */
export function faultsOf({ text, language }: Text): string[] {
  const plain = withoutMarks(text)
  return [
    ...sentences(plain, language)
      .filter((sentence) => countWords(sentence, language) > mostWords)
      .map((sentence) => `${countWords(sentence, language)} words in a sentence: ${sentence}`),
    ...officialese[language]
      .filter(([pattern]) => pattern.test(plain))
      .map(([pattern, instead]) => `officialese ${pattern}; say: ${instead}`),
    ...impolite[language].flatMap((pattern) => {
      const found = pattern.exec(plain)
      // A sentence may begin with any capital letter; a small one in the middle is a slip.
      return found ? [`not the polite form: ${found[0]}`] : []
    }),
  ]
}

function withoutMarks(text: string): string {
  return text
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/[*_]/g, '')
    .replace(/https?:\S+/g, '')
}

/** Sentences; an item of a list, and what a colon announces, is one of its own. */
function sentences(text: string, language: Language): string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  return text
    .split(/\n+|(?<=[:;])\s/)
    .flatMap((line) => [...segmenter.segment(line.replace(/^\s*([-*]|\d+\.)\s+/, ''))].map(({ segment }) => segment.trim()))
}

function countWords(sentence: string, language: Language): number {
  return [...new Intl.Segmenter(language, { granularity: 'word' }).segment(sentence)].filter(({ isWordLike }) => isWordLike).length
}

/** All texts in a tree of words. */
export function textsIn(words: unknown, language: Language, where: string): Text[] {
  if (typeof words === 'string') return [{ where, language, text: words }]
  if (typeof words === 'object' && words !== null)
    return Object.entries(words).flatMap(([key, value]) => textsIn(value, language, `${where}.${key}`))
  // A text with places that is a function: as it reads with something in them.
  return typeof words === 'function' ? textsIn(words('…', '…', '…'), language, where) : []
}

/** The `{name}` places of a text, sorted. */
export function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort()
}
