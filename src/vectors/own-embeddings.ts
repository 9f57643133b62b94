import { Embeddings } from '@langchain/core/embeddings'
import type { Concept } from '../cards/intent.ts'
import { ConceptMatcher } from '../detection/concepts.ts'
import { Analyser } from '../detection/features.ts'
import type { Model } from '../detection/model.ts'
import { Lemmatiser } from '../detection/words.ts'

/** The embedder that was trained on the project's own questions, as LangChain embeddings. */
export class OwnEmbeddings extends Embeddings {
  readonly #analyser: Analyser
  readonly #model: Model

  /** @param concepts the lexicon that the model was trained with */
  constructor(model: Model, concepts: readonly Concept[]) {
    super({})
    const lemmatiser = new Lemmatiser(model.lemmas)
    this.#analyser = new Analyser(lemmatiser, new ConceptMatcher(concepts, lemmatiser), model.lemmas)
    this.#model = model
  }

  override async embedQuery(text: string): Promise<number[]> {
    return [...this.#model.embed(this.#analyser.analyse(text).features)]
  }

  override embedDocuments(texts: string[]): Promise<number[][]> {
    return Promise.all(texts.map((text) => this.embedQuery(text)))
  }
}
