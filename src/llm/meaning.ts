import { fold } from '../detection/words.ts'
import type { Language } from '../languages.ts'

/** Small words that turn a meaning round, as counts. */
export type Turns = Record<'no' | 'only' | 'if' | 'or' | 'may' | 'must' | 'always' | 'atMost' | 'atLeast', number>

/** These must be there as often as in the passage: one more or one less says something else. */
const exact = ['no', 'only', 'if', 'or', 'may', 'atMost', 'atLeast'] as const
/** These may be left out ("must come" → "come"), but not put in. */
const notAdded = ['must', 'always'] as const

const word = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'giu')

const turnWords: Record<Language, Record<keyof Turns, RegExp>> = {
  lv: {
    no: word(String.raw`nav|nē|bez|izņemot|ne|ne(?!dēļ|to)\p{L}{3,}|liegt\p{L}*|liedz\p{L}*|atteik\p{L}*|atsak\p{L}*`),
    only: word(String.raw`tikai|vienīg\p{L}*`),
    if: word(String.raw`ja|kad|gadījumā|nosacīj\p{L}*`),
    or: word('vai'),
    may: word(String.raw`var|varat|varēs\p{L}*|varētu|drīkst|drīkstat|drīkstēs\p{L}*|iespējam\p{L}*|tiesīb\p{L}*`),
    must: word(String.raw`jā\p{L}{3,}|obligāt\p{L}*|vajag|vajadz\p{L}*|nepieciešam\p{L}*|pienākum\p{L}*`),
    always: word(String.raw`vienmēr|visi|visiem|visām|visas|visu|katr\p{L}*|jebkur\p{L}*|jebk\p{L}*|garantē\p{L}*|noteikti`),
    atMost: word(String.raw`līdz|pirms|maksimāl\p{L}*|augstākais|mazāk\p{L}*|vēlāk`),
    atLeast: word(String.raw`no(?=\s\p{N})|kopš|sākot|pēc|vismaz|vairāk\p{L}*|virs|pārsnie\p{L}*|minimāl\p{L}*|agrāk`),
  },
  ru: {
    no: word(String.raw`не|нет|нельзя|ни|без|кроме|никак\p{L}*|никогда|отказ\p{L}*|невозможн\p{L}*|запрещ\p{L}*|бесплатн\p{L}*`),
    only: word(String.raw`только|лишь|исключительно|единственн\p{L}*`),
    if: word(String.raw`если|когда|при|случа[еяй]\p{L}{0,2}|услови\p{L}*`),
    or: word('или|либо'),
    may: word(String.raw`можно|может|можете|могут|сможет\p{L}*|вправе|право|возможн\p{L}*|разреш\p{L}*`),
    must: word(String.raw`нужн\p{L}*|нужен|надо|обязан\p{L}*|обязательн\p{L}*|должн\p{L}*|должен|необходим\p{L}*|требу\p{L}*|следует`),
    always: word(String.raw`всегда|все|всем|всех|всё|кажд\p{L}*|люб\p{L}*|гарант\p{L}*`),
    atMost: word(String.raw`до|перед|максим\p{L}*|менее|меньше|позднее|позже|течение`),
    atLeast: word(String.raw`(?:с|со|от)(?=\s\p{N})|после|через|начиная|свыше|более|больше|старше|миним\p{L}*|ранее|раньше`),
  },
  en: {
    no: word(String.raw`no|not|nor|never|neither|none|without|except|cannot|\p{L}+n['’]t|unless|refus\p{L}*|forbid\p{L}*|free`),
    only: word('only|solely|just|exclusively'),
    if: word('if|when|unless|provided|case'),
    or: word('or|either'),
    may: word(String.raw`may|can|could|might|allow\p{L}*|possib\p{L}*|entitled|right`),
    must: word(String.raw`must|need|needs|needed|have\sto|has\sto|requir\p{L}*|obliged|should|compulsory|mandatory`),
    always: word(String.raw`always|all|every|everyone|everybody|anyone|anybody|any|each|guarante\p{L}*`),
    atMost: word(String.raw`until|till|before|within|maximum|at\smost|less|under|up\sto|later|by(?=\s\p{N})`),
    atLeast: word(String.raw`since|after|at\sleast|minimum|more|over|above|older|earlier|from(?=\s\p{N}|\sthe\sage)`),
  },
}

export function turnsOf(text: string, language: Language): Turns {
  const has = turnWords[language]
  return Object.fromEntries(Object.entries(has).map(([name, words]) => [name, text.match(words)?.length ?? 0])) as Turns
}

export function sameTurns(claimed: Turns, given: Turns): boolean {
  return exact.every((name) => claimed[name] === given[name]) && notAdded.every((name) => claimed[name] <= given[name])
}

/** Words that say nothing by themselves, or are counted above; folded. Everything else must come from the section. */
const neutral: Record<Language, ReadonlySet<string>> = {
  lv: wordSet(`
    un arī bet kā ka lai tad tātad tas tā to tos tās tie tam tai tiem tām tajā šis šī šo šie šīs šos šim šajā kas kurš kura kuru kuri kuras
    kurā kam ko ir būs ar par pie uz no pa tiek tiks esat jūs jums jūsu savs sava savu savas savā pats lūdzu var varat varēsiet ja kad vai
    nav ne bez tikai gan tur te kur līdz pēc pirms kopš`),
  ru: wordSet(`
    и а но или либо также то что чтобы это этот эта эти этого этой этом этому этих эту тот та те того той тех тому вы вам вас вами ваш ваша
    ваше ваши вашей вашего вашему вашу вашем ваших он она оно они его её их им ему ей который которая которое которые которого которой
    которому которым которых которую с со в во на по до от из за к ко о об у для при если когда не нет без только лишь можно можете нужно
    надо есть будет будут свой своя своё свои своего своей свою своих пожалуйста как где там здесь`),
  en: wordSet(`
    a an the this that these those it its they them their he she his her who whom whose which what where there here is are be been being was
    were will do does has have had to of in on at by for from with as and or nor but so also too both if when not no only you your yours
    please then up until before after within since must need needs can may could`),
}

export function isNeutral(token: string, language: Language): boolean {
  return neutral[language].has(token)
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/).map(fold))
}

/** Endings to cut, at least three letters remaining: those of nouns and, from longer stems, those of verbs; folded. */
const endings: Record<Language, readonly RegExp[]> = {
  lv: [
    /^(.{3,}?)(?:iem|ajiem|ajam|ajai|ajos|ajas|ajo|ais|a|as|am|ai|e|es|em|ei|i|is|im|o|os|u|us|um|s)$/,
    /^(.{4,}?)(?:at|et|it|ot|t|ts|ta|tas|ti|to|tu|siet|sim|s|iet|ajiet|jiet|jot|jam|jat|ja)$/,
  ],
  ru: [
    /^(.{3,}?)(?:ами|ями|ого|его|ому|ему|ыми|ими|ая|яя|ое|ее|ые|ие|ыи|ии|ои|еи|ом|ем|ам|ям|ах|ях|ов|ев|ую|юю|ия|ию|ью|а|я|о|е|ы|и|у|ю|ь)$/,
    /^(.{4,}?)(?:ет|ит|ут|ют|ат|ят|ла|ло|ли|л|ть|ся|ется|ются|ать|ять|ить|еть|ите|ете|ите|аите)$/,
  ],
  en: [/^(.{3,}?)(?:ies|ied|ying|es|ed|ing|s|y|e|d)$/],
}
/** What no ending explains; folded. */
const irregular: Record<string, string> = {
  дня: 'день',
  днеи: 'день',
  дням: 'день',
  днях: 'день',
  лет: 'год',
  '€': 'eur',
  eiro: 'eur',
  евро: 'eur',
  euro: 'eur',
  euros: 'eur',
}
/** Two words that begin alike for so long belong together (pieteikums, pieteikties). */
const sameBeginning = 7

/** The forms by which a folded word is compared with another. */
export function formsOf(token: string, language: Language): string[] {
  const known = irregular[token]
  if (known) return [known]
  const words = language === 'lv' && /^ja[a-z]{5}/.test(token) ? [token, token.slice(2)] : [token]
  return words.flatMap((form) => [
    form,
    ...endings[language].flatMap((ending) => form.match(ending)?.[1] ?? []),
    ...(form.length > sameBeginning ? [`${form.slice(0, sameBeginning)}…`] : []),
  ])
}
