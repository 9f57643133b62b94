/**
 * The part of a message that asks: its sentences with a question mark, or else the last sentence. A long story
 * says what the matter is; what is wanted stands in its question.
 */
export function questionPart(text: string): string {
  const sentences = (text.match(/[^.?!\n]+[.?!]*/g) ?? []).map((sentence) => sentence.trim()).filter((sentence) => /\p{L}/u.test(sentence))
  const questions = sentences.filter((sentence) => sentence.includes('?'))
  return questions.length > 0 ? questions.join(' ') : (sentences.at(-1) ?? text)
}
