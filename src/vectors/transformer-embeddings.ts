import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { FeatureExtractionPipeline } from '@huggingface/transformers'
import { Embeddings } from '@langchain/core/embeddings'
import { z } from 'zod'
import { ConfigError } from '../config.ts'

/** The smaller weights are taken when both are there: a third of the memory for hardly a difference in what is near. */
const weightFiles = [
  { file: 'onnx/model_quantized.onnx', dtype: 'q8' },
  { file: 'onnx/model.onnx', dtype: 'fp32' },
] as const
const needed = ['config.json', 'tokenizer.json', 'tokenizer_config.json']

/** Files of a sentence-transformers folder that say how a model wants to be used; both may be missing. */
const promptsFile = 'config_sentence_transformers.json'
const poolingFile = '1_Pooling/config.json'
const promptsSchema = z.object({ prompts: z.object({ query: z.string().optional() }).nullish() })
const poolingSchema = z.object({ pooling_mode_cls_token: z.boolean().optional() })

/**
 * Models of the e5 family were trained with a prefix. Questions are compared with questions here, for which its authors
 * advise that of a query on both sides ("passage: " is for passages that answer a question).
 */
const e5 = /(^|[^a-z0-9])e5([^a-z0-9]|$)/i
const e5Prefix = 'query: '

/** How a model wants to be used, and what tells its vectors from those of another. */
interface About {
  dtype: (typeof weightFiles)[number]['dtype']
  pooling: 'mean' | 'cls'
  prefix: string
  hash: string
}

/**
 * A sentence-transformer in ONNX format from a folder on this machine, as LangChain embeddings. Nothing is downloaded;
 * the package that runs it is optional and loaded only here.
 */
export class TransformerEmbeddings extends Embeddings {
  readonly #extract: FeatureExtractionPipeline
  readonly #about: About
  readonly dimensions: number

  private constructor(extract: FeatureExtractionPipeline, about: About, dimensions: number) {
    super({})
    this.#extract = extract
    this.#about = about
    this.dimensions = dimensions
  }

  /** @throws ConfigError when the folder, one of its files or the package is missing, or the model gives no vectors */
  static async open(folder: string): Promise<TransformerEmbeddings> {
    const path = resolve(folder)
    const about = await readAbout(path)
    const extract = await loadPipeline(path, about.dtype)
    const [probe = []] = await embed(extract, about, ['labdien']).catch((error) => {
      throw fault(path, 'the model does not run', error)
    })
    if (probe.length === 0 || !probe.every(Number.isFinite)) throw fault(path, 'the model gives no vectors of numbers')
    return new TransformerEmbeddings(extract, about, probe.length)
  }

  /** Changes with the weights, the tokenizer and the way they are used. */
  get hash(): string {
    return this.#about.hash
  }

  override async embedQuery(text: string): Promise<number[]> {
    const [vector] = await this.embedDocuments([text])
    return vector as number[]
  }

  override embedDocuments(texts: string[]): Promise<number[][]> {
    return embed(this.#extract, this.#about, texts)
  }

  /** Gives the model's memory back. */
  close(): Promise<void> {
    return this.#extract.dispose()
  }
}

/** Vectors of unit length. */
async function embed(extract: FeatureExtractionPipeline, { pooling, prefix }: About, texts: string[]): Promise<number[][]> {
  if (texts.length === 0) return []
  const tensor = await extract(
    texts.map((text) => prefix + text),
    { pooling, normalize: true },
  )
  return tensor.tolist() as number[][]
}

async function readAbout(folder: string): Promise<About> {
  if (!existsSync(folder)) throw fault(folder, 'there is no such folder')
  const missing = needed.filter((file) => !existsSync(join(folder, file)))
  const weights = weightFiles.find(({ file }) => existsSync(join(folder, file)))
  if (!weights) missing.push(weightFiles.map(({ file }) => file).join(' or '))
  if (!weights || missing.length > 0) throw fault(folder, `it lacks ${missing.join(', ')}`)
  const prompts = readOptional(folder, promptsFile, promptsSchema)
  const pooling = readOptional(folder, poolingFile, poolingSchema)?.pooling_mode_cls_token ? 'cls' : 'mean'
  const prefix = prompts?.prompts?.query ?? (isE5(folder) ? e5Prefix : '')
  const hash = createHash('sha1').update(JSON.stringify({ pooling, prefix }))
  // Weights of some hundred megabytes are not read at once.
  for (const file of [...needed, weights.file]) for await (const part of createReadStream(join(folder, file))) hash.update(part as Buffer)
  return { dtype: weights.dtype, pooling, prefix, hash: hash.digest('hex').slice(0, 16) }
}

function isE5(folder: string): boolean {
  const { _name_or_path: name } = readOptional(folder, 'config.json', z.object({ _name_or_path: z.string().optional() })) ?? {}
  return e5.test(basename(folder)) || e5.test(name ?? '')
}

function readOptional<T>(folder: string, file: string, schema: z.ZodType<T>): T | undefined {
  const path = join(folder, file)
  if (!existsSync(path)) return undefined
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw fault(folder, `${file} cannot be read`, error)
  }
}

async function loadPipeline(folder: string, dtype: About['dtype']): Promise<FeatureExtractionPipeline> {
  const { env, pipeline } = await import('@huggingface/transformers').catch((error) => {
    throw fault(folder, 'the optional package @huggingface/transformers is not installed (npm install --include=optional)', error)
  })
  env.allowRemoteModels = false
  env.useFSCache = false
  try {
    return await pipeline('feature-extraction', folder, {
      dtype,
      local_files_only: true,
      // With more threads on few cores single questions wait up to thirty times as long.
      session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
    })
  } catch (error) {
    throw fault(folder, 'the model cannot be loaded', error)
  }
}

function fault(folder: string, what: string, cause?: unknown): ConfigError {
  return new ConfigError(`EMBEDDINGS_MODEL_DIR: ${what} (${folder}); see docs/embeddings.md`, { cause })
}
