import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Document } from '@langchain/core/documents'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import { VectorStore } from '@langchain/core/vectorstores'
import type { HierarchicalNSW } from 'hnswlib-node'
import { z } from 'zod'
import { writeWhole } from '../store/file-cache.ts'

/** A text by which a service is asked for. */
export type IndexedQuestion = Document<{ service: string }>

type Filter = (question: IndexedQuestion) => boolean

/** What an index on disk was made of. */
export interface Origin {
  /** Hash of the embedding model. */
  model: string
  /** Hash of the questions. */
  content: string
  /** By how much the service most like a question usually stands above the mean of those near it; models differ widely in it. */
  lead: number
}

const space = 'cosine'
/** Links of a point, and candidates while building and searching: of the ten nearest, at least 98 of 100 are found. */
const links = 16
const efConstruction = 200
const ef = 64
/** Changes when older files must not be read any more. */
const version = 1

const manifestSchema = z.object({
  version: z.literal(version),
  space: z.literal(space),
  dimensions: z.number().int().positive(),
  model: z.string(),
  content: z.string(),
  lead: z.number().nonnegative(),
  /** Hashes of the files beside it. */
  vectors: z.string(),
  graph: z.string().nullable(),
  questions: z.array(z.tuple([z.string(), z.string()])),
})

/**
 * The questions that people ask, as a LangChain vector store over HNSW (Malkov and Yashunin 2016). Where the addon
 * cannot be loaded it looks at every vector instead, which is exact and slower. Scores are cosines.
 */
export class QuestionIndex extends VectorStore {
  declare FilterType: Filter
  readonly dimensions: number
  readonly #questions: IndexedQuestion[] = []
  /** IndexedQuestion after question, of unit length. */
  #vectors: Float32Array
  #graph: HierarchicalNSW | undefined
  #lead = 0

  constructor(embeddings: EmbeddingsInterface, { dimensions }: { dimensions: number }) {
    super(embeddings, {})
    this.dimensions = dimensions
    this.#vectors = new Float32Array(0)
    this.#graph = newGraph(dimensions)
    this.#graph?.initIndex(firstCapacity, links, efConstruction)
  }

  override _vectorstoreType(): string {
    return 'hnswlib'
  }

  get size(): number {
    return this.#questions.length
  }

  /** As it was saved; 0 for an index that was not. */
  get lead(): number {
    return this.#lead
  }

  get questions(): readonly IndexedQuestion[] {
    return this.#questions
  }

  override async addDocuments(questions: IndexedQuestion[]): Promise<void> {
    await this.addVectors(await this.embeddings.embedDocuments(questions.map(({ pageContent }) => pageContent)), questions)
  }

  override async addVectors(vectors: number[][], questions: IndexedQuestion[]): Promise<void> {
    if (vectors.length !== questions.length) throw new Error(`${vectors.length} vectors were given for ${questions.length} questions`)
    // All are checked before any is kept: half a batch would put later questions beside the wrong vectors.
    const units = vectors.map((vector) => this.#unit(vector))
    const from = this.size
    const needed = from + units.length
    this.#makeRoom(needed)
    units.forEach((vector, index) => {
      this.#vectors.set(vector, (from + index) * this.dimensions)
      this.#graph?.addPoint(vector, from + index)
    })
    this.#questions.push(...questions)
  }

  /** @returns questions with their cosine, the most alike first */
  override async similaritySearchVectorWithScore(query: number[], k: number, filter?: Filter): Promise<[IndexedQuestion, number][]> {
    const unit = this.#unit(query)
    const wanted = Math.min(k, this.size)
    if (wanted <= 0) return []
    if (!this.#graph) return this.#searchAll(unit, wanted, filter)
    this.#graph.setEf(Math.max(ef, wanted))
    const allowed = filter && ((label: number) => filter(this.#questions[label] as IndexedQuestion))
    const { neighbors, distances } = this.#graph.searchKnn(unit, wanted, allowed)
    return neighbors.map((label, index): [IndexedQuestion, number] => [
      this.#questions[label] as IndexedQuestion,
      1 - (distances[index] as number),
    ])
  }

  /** The same by looking at every vector: what the graph's answers are measured against. */
  searchExactly(query: number[], k: number, filter?: Filter): [IndexedQuestion, number][] {
    return this.#searchAll(this.#unit(query), k, filter)
  }

  /** The vector of a question, by its place; of unit length. */
  vectorAt(index: number): number[] {
    return [...this.#vectors.subarray(index * this.dimensions, (index + 1) * this.dimensions)]
  }

  /** Writes the files of an index: `<base>.json`, `.vectors` and `.graph`. */
  save(base: string, { model, content, lead }: Origin): void {
    const files = filesOf(base)
    const vectors = Buffer.from(this.#vectors.buffer, 0, this.size * this.dimensions * 4)
    writeWhole(files.vectors, vectors)
    if (this.#graph) {
      const temporary = `${files.graph}.${process.pid}.tmp`
      this.#graph.writeIndexSync(temporary)
      renameSync(temporary, files.graph)
    }
    // Last, since it vouches for the others.
    writeWhole(
      files.manifest,
      JSON.stringify({
        version,
        space,
        dimensions: this.dimensions,
        model,
        content,
        lead,
        vectors: hashOf(vectors),
        graph: this.#graph ? hashOf(readFileSync(files.graph)) : null,
        questions: this.#questions.map(({ pageContent, metadata }) => [pageContent, metadata.service]),
      } satisfies z.input<typeof manifestSchema>),
    )
  }

  /** The index that was saved there; undefined when a file is missing or damaged, or it was made of something else. */
  static async load(
    base: string,
    embeddings: EmbeddingsInterface,
    wanted: { model: string; content?: string },
  ): Promise<QuestionIndex | undefined> {
    const files = filesOf(base)
    try {
      const manifest = manifestSchema.parse(JSON.parse(await readFile(files.manifest, 'utf8')))
      if (manifest.model !== wanted.model || manifest.content !== (wanted.content ?? manifest.content)) return undefined
      const vectors = await readFile(files.vectors)
      const { dimensions, questions } = manifest
      if (hashOf(vectors) !== manifest.vectors || vectors.byteLength !== questions.length * dimensions * 4) return undefined
      const index = new QuestionIndex(embeddings, { dimensions })
      // A graph of other dimensions would be read without complaint, and one that is read into a graph in use crashes.
      const graph = newGraph(dimensions)
      if (graph) {
        if (manifest.graph === null || hashOf(await readFile(files.graph)) !== manifest.graph) return undefined
        await graph.readIndex(files.graph)
        if (graph.getCurrentCount() !== questions.length) return undefined
      }
      index.#graph = graph
      index.#lead = manifest.lead
      index.#vectors = new Float32Array(vectors.buffer.slice(vectors.byteOffset, vectors.byteOffset + vectors.byteLength))
      index.#questions.push(...questions.map(([text, service]) => new Document({ pageContent: text, metadata: { service } })))
      return index
    } catch {
      return undefined
    }
  }

  #searchAll(unit: number[], k: number, filter?: Filter): [IndexedQuestion, number][] {
    return this.#questions
      .flatMap((question, index): [IndexedQuestion, number][] =>
        !filter || filter(question) ? [[question, this.#cosine(unit, index)]] : [],
      )
      .sort(([, a], [, b]) => b - a)
      .slice(0, k)
  }

  #cosine(unit: number[], index: number): number {
    const start = index * this.dimensions
    let sum = 0
    for (let d = 0; d < this.dimensions; d++) sum += (unit[d] as number) * (this.#vectors[start + d] as number)
    return sum
  }

  /** @throws when it is no vector of this index: the graph would take it and answer nonsense */
  #unit(vector: number[]): number[] {
    if (vector.length !== this.dimensions)
      throw new Error(`a vector of ${vector.length} numbers does not fit an index of ${this.dimensions}`)
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
    if (!Number.isFinite(length)) throw new Error('a vector holds something that is no finite number')
    return length === 0 ? vector : vector.map((value) => value / length)
  }

  #makeRoom(needed: number): void {
    const capacity = this.#vectors.length / this.dimensions
    if (needed <= capacity) return
    const larger = Math.max(needed, 2 * capacity, firstCapacity)
    const vectors = new Float32Array(larger * this.dimensions)
    vectors.set(this.#vectors)
    this.#vectors = vectors
    this.#graph?.resizeIndex(larger)
  }
}

const firstCapacity = 256

/** An addon in C++: where it cannot be loaded, the index does without. */
function newGraph(dimensions: number): HierarchicalNSW | undefined {
  const addon = loadAddon()
  return addon && new addon.HierarchicalNSW(space, dimensions)
}

function loadAddon(): typeof import('hnswlib-node') | undefined {
  try {
    return createRequire(import.meta.url)('hnswlib-node')
  } catch {
    return undefined
  }
}

function filesOf(base: string) {
  return { manifest: `${base}.json`, vectors: `${base}.vectors`, graph: `${base}.graph` }
}

/** Removes the files of an index. */
export function removeIndex(base: string): void {
  for (const file of Object.values(filesOf(base))) rmSync(file, { force: true })
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('base64')
}
