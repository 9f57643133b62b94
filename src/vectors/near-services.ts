import type { IndexedQuestion, QuestionIndex } from './question-index.ts'

/** So many questions are looked at first, and more while they belong to too few services to compare. */
const firstNeighbours = 50
const mostNeighbours = 800
const enoughServices = 5
/** Questions by which the usual lead is measured. */
const sample = 200

/** The services that the questions nearest to a vector belong to, with the cosine of the nearest of each. */
export async function nearServices(
  index: QuestionIndex,
  vector: number[],
  filter?: (question: IndexedQuestion) => boolean,
): Promise<Map<string, number>> {
  for (let neighbours = firstNeighbours; ; neighbours *= 4) {
    const near = new Map<string, number>()
    const found = await index.similaritySearchVectorWithScore(vector, neighbours, filter)
    // The nearest come first.
    for (const [{ metadata }, cosine] of found) if (!near.has(metadata.service)) near.set(metadata.service, cosine)
    if (near.size >= enoughServices || neighbours >= Math.min(mostNeighbours, index.size)) return near
  }
}

/** By how much the most alike service stands above the mean, for a question of the index that is not there itself. */
export async function usualLead(index: QuestionIndex): Promise<number> {
  const step = Math.max(1, Math.floor(index.size / sample))
  const leads: number[] = []
  for (let place = 0; place < index.size; place += step) {
    const own = index.questions[place]
    const near = [...(await nearServices(index, index.vectorAt(place), (question) => question !== own)).values()]
    if (near.length > 0) leads.push(Math.max(...near) - mean(near))
  }
  return leads.length === 0 ? 0 : mean(leads)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
