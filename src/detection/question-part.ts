/** The sentences of a message, without those that hold no letter. */
export function sentencesOf(text: string): string[] {
  return (text.match(/[^.?!\n]+[.?!]*/g) ?? []).map((sentence) => sentence.trim()).filter((sentence) => /\p{L}/u.test(sentence))
}

/**
 * The part of a message that asks: its sentences with a question mark, or else the last sentence. A long story
 * says what the matter is; what is wanted stands in its question.
 */
export function questionPart(text: string): string {
  const sentences = sentencesOf(text)
  const questions = sentences.filter((sentence) => sentence.includes('?'))
  return questions.length > 0 ? questions.join(' ') : (sentences.at(-1) ?? text)
}
