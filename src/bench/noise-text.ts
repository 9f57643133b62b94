import { generator } from '../detection/random.ts'

export interface Noise {
  /** Latin letters lose their marks, and ё becomes е: how people type on a foreign keyboard. */
  strip?: boolean
  /** One letter in every so many characters is mistyped. */
  typoEvery?: number
}

/** The text as it might be typed in a hurry; the same seed gives the same text. */
export function addNoise(text: string, seed: number, { strip = false, typoEvery }: Noise): string {
  const plain = strip ? stripMarks(text) : text
  return typoEvery === undefined ? plain : addTypos(plain, typoEvery, generator(seed))
}

/** The mark of й stays: without it the letter is another one, and nobody types it so. */
function stripMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+|(?<=[её])\u0308/giu, '')
    .normalize('NFC')
}

type Random = () => number
/** What a hand does to the letter at a place; changes the letters in place. */
type Typo = (letters: string[], at: number, random: Random) => void

const typos: readonly Typo[] = [
  function leaveOut(letters, at) {
    letters[at] = ''
  },
  function typeBoth(letters, at, random) {
    letters[at] += neighbourOf(letters[at] as string, random)
  },
  function swap(letters, at) {
    const other = at + 1 < letters.length ? at + 1 : at - 1
    ;[letters[at], letters[other]] = [letters[other] as string, letters[at] as string]
  },
  function typeNeighbour(letters, at, random) {
    letters[at] = neighbourOf(letters[at] as string, random)
  },
]

/** One typo in each full stretch, so that they are spread over the text and their number is known. */
function addTypos(text: string, every: number, random: Random): string {
  const stretches = text.match(new RegExp(`[^]{1,${every}}`, 'gu')) ?? []
  return stretches
    .map((stretch) => {
      const letters = [...stretch]
      const places = [...letters.keys()].filter((at) => /\p{L}/u.test(letters[at] as string))
      if (letters.length < every || places.length === 0) return stretch
      pick(typos, random)(letters, pick(places, random), random)
      return letters.join('')
    })
    .join('')
}

const keyboards = [
  ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'],
]

/** A letter of a key beside or below or above; the letter itself when it is on no keyboard. */
function neighbourOf(letter: string, random: Random): string {
  const key = stripMarks(letter).toLowerCase()
  for (const rows of keyboards) {
    const row = rows.findIndex((keys) => keys.includes(key))
    if (row < 0) continue
    const column = (rows[row] as string).indexOf(key)
    const around = [rows[row]?.[column - 1], rows[row]?.[column + 1], rows[row - 1]?.[column], rows[row + 1]?.[column]]
    const chosen = pick(
      around.filter((other) => other !== undefined),
      random,
    )
    return letter === letter.toLowerCase() ? chosen : chosen.toUpperCase()
  }
  return letter
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T
}
