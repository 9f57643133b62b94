import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Progress } from '../detection/build-model.ts'
import { fitted } from '../detection/fitted.ts'
import { mask } from '../privacy/mask.ts'
import { type IndexOptions, loadIndex } from './load-index.ts'
import { nearServices } from './near-services.ts'
import type { QuestionIndex } from './question-index.ts'
import { TransformerEmbeddings } from './transformer-embeddings.ts'

/** Likeness (cosine) of the nearest learnt question of each service; undefined when it cannot be told. */
export type LookUp = (text: string) => Promise<ReadonlyMap<string, number> | undefined>

export interface LookUpOptions {
  /** Something failed that answers do without. */
  onFault(error: unknown, what: string): void
  /** Milliseconds that a question may wait for its neighbours. */
  patience?: number
}

/** An embedding takes some milliseconds; after so many the answer is made without it. */
const patience = 500

/**
 * What the most alike service usually gains, in margins, as long as no weight was fitted for the model: enough to decide
 * between two that are close, too little to overrule a clear lead.
 */
const usualGain = 0.1

/** What likeness counts in the ranking, in margins. */
export function nearWeight(model: string, lead: number): number {
  if (fitted.near?.model === model) return fitted.near.weight
  return lead > 0 ? usualGain / lead : 0
}

/** Looks questions up in an index; whatever fails or takes too long is told once and answered with undefined. */
export function createLookUp(
  index: () => QuestionIndex | undefined,
  embeddings: EmbeddingsInterface,
  { onFault, patience: allowed = patience }: LookUpOptions,
): LookUp {
  // While the model owes an answer that nobody waits for any more, further questions would only queue behind it.
  let owing = 0
  return async (text) => {
    const current = index()
    if (!current || owing > 0) return undefined
    let timer: NodeJS.Timeout | undefined
    try {
      const embedding = embeddings.embedQuery(mask(text))
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(resolve, allowed, 'late')
      })
      const first = await Promise.race([embedding, late])
      if (first !== 'late') return await nearServices(current, first)
      owing++
      embedding.catch(() => {}).finally(() => owing--)
      onFault(new Error(`the embedding took more than ${allowed} ms`), 'the nearest questions are not looked up until the model is free')
    } catch (error) {
      onFault(error, 'the nearest questions could not be looked up')
    } finally {
      clearTimeout(timer)
    }
    return undefined
  }
}

/** The nearest questions of the knowledge in use. */
export interface Nearest {
  lookUp: LookUp
  /** What likeness counts in the ranking; 0 while there is no index. */
  weight(): number
  /** Takes over changed questions. A fault is told, and the last index stays in use. */
  follow(knowledge: Pick<Knowledge, 'cards' | 'questions'>): Promise<void>
}

/** @throws ConfigError when the model's folder is not what it must be; later faults are only told */
export async function createNearest(
  knowledge: Pick<Knowledge, 'cards' | 'questions'>,
  options: IndexOptions & LookUpOptions,
): Promise<Nearest> {
  const embeddings = await TransformerEmbeddings.open(options.modelFolder)
  let index: QuestionIndex | undefined
  const takeOver = async (changed: typeof knowledge, onProgress: Progress) => {
    try {
      index = await loadIndex(changed, embeddings, { ...options, onProgress })
    } catch (error) {
      if (!options.signal?.aborted) options.onFault(error, 'the questions could not be embedded')
    }
  }
  await takeOver(knowledge, options.onProgress)
  return {
    lookUp: createLookUp(() => index, embeddings, options),
    weight: () => (index ? nearWeight(embeddings.hash, index.lead) : 0),
    follow: (changed) => takeOver(changed, () => {}),
  }
}
