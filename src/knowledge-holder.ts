import { watch } from 'chokidar'
import { type Knowledge, KnowledgeLoader } from './cards/load-knowledge.ts'
import { formatProblem } from './cards/problem.ts'
import type { Clock } from './clock.ts'
import type { Progress } from './detection/build-model.ts'
import { loadModel, modelHash } from './detection/load-model.ts'
import type { Model } from './detection/model.ts'
import { createUnderstand } from './detection/understand.ts'
import { createCalendar } from './handoff/calendar.ts'
import type { LanguageModel } from './llm/language-model.ts'
import type { Log } from './log.ts'
import type { Deps } from './turn/draft.ts'
import type { OperatingPoint } from './turn/thresholds.ts'
import type { Nearest } from './vectors/nearest-questions.ts'

export interface KnowledgeHolderOptions {
  knowledge: string
  intents: string
  cacheFolder: string
  timeZone: string
  operatingPoint: OperatingPoint
  clock: Clock
  log: Log
  onProgress: Progress
  languageModel?: LanguageModel | undefined
  queue?: Deps['queue']
  /** Folder of a sentence-transformer; absent: services are not compared by their nearest questions. */
  embeddingsFolder?: string | undefined
  onEmbedding?: Progress | undefined
}

/**
 * The knowledge in use. A change of a file is taken over whole within a second; answers already being made keep
 * the state they began with. The classifier is trained again in the background when the texts that it learns
 * from have changed.
 */
export class KnowledgeHolder {
  readonly #options: KnowledgeHolderOptions
  readonly #loader: KnowledgeLoader
  #deps: Deps | undefined
  #model: Model | undefined
  #nearest: Nearest | undefined
  #trainedOn = ''
  readonly #stopping = new AbortController()
  #training: Promise<void> | undefined
  #stopWatching: (() => Promise<void>) | undefined

  constructor(options: KnowledgeHolderOptions) {
    this.#options = options
    this.#loader = new KnowledgeLoader(options, options.cacheFolder)
  }

  /** @throws when nothing usable can be read, or the folder of the embedding model is none */
  async start(): Promise<void> {
    const knowledge = this.#read()
    this.#nearest = await this.#openNearest(knowledge)
    const model = await loadModel(knowledge, this.#options.cacheFolder, this.#options.onProgress)
    this.#trainedOn = modelHash(knowledge)
    this.#model = model
    this.#replace(knowledge, createUnderstand(knowledge, model))
  }

  current(): Deps {
    if (!this.#deps) throw new Error('the knowledge is asked for before it is loaded')
    return this.#deps
  }

  /** Takes over changes of the files while the service runs. Resolves when the first change would be seen. */
  async watch(): Promise<void> {
    const watcher = watch([this.#options.knowledge, this.#options.intents], {
      ignoreInitial: true,
      awaitWriteFinish: { stabilityThreshold: 150, pollInterval: 50 },
    })
    let timer: NodeJS.Timeout | undefined
    watcher.on('all', () => {
      clearTimeout(timer)
      timer = setTimeout(() => this.reload(), 100)
    })
    watcher.on('error', (error) => this.#options.log.error({ err: error }, 'changes of cards cannot be watched'))
    this.#stopWatching = () => {
      clearTimeout(timer)
      return watcher.close()
    }
    await new Promise<void>((resolve) => watcher.once('ready', resolve))
  }

  reload(): void {
    try {
      const knowledge = this.#read()
      // A new card is found by its words at once, by people's questions once the classifier has learnt them.
      const changed = modelHash(knowledge) !== this.#trainedOn && this.#model
      this.#replace(knowledge, changed ? createUnderstand(knowledge, changed) : this.current().understand)
      this.#options.log.info({ cards: knowledge.cards.size, problems: knowledge.problems.length }, 'knowledge reloaded')
      this.#training ??= this.#catchUp().finally(() => {
        this.#training = undefined
      })
    } catch (error) {
      this.#options.log.error({ err: error }, 'knowledge could not be reloaded; the last good state stays in use')
    }
  }

  async stop(): Promise<void> {
    await this.#stopWatching?.()
    this.#stopping.abort()
    await this.#training
  }

  #read(): Knowledge {
    const knowledge = this.#loader.load()
    for (const problem of knowledge.problems)
      this.#options.log.warn({ file: problem.file, line: problem.line, fix: problem.fix }, formatProblem(problem))
    return knowledge
  }

  #replace(knowledge: Knowledge, understand: Deps['understand']): void {
    const { timeZone, clock, operatingPoint, languageModel, queue } = this.#options
    const calendar = createCalendar(knowledge.workingHours, timeZone)
    const near = this.#nearest && { nearest: this.#nearest.lookUp, nearWeight: this.#nearest.weight() }
    this.#deps = { knowledge, understand, calendar, clock, timeZone, operatingPoint, languageModel, queue, ...near }
  }

  async #openNearest(knowledge: Knowledge): Promise<Nearest | undefined> {
    const { embeddingsFolder: modelFolder, cacheFolder, log, onEmbedding: onProgress = () => {} } = this.#options
    if (!modelFolder) return undefined
    const { createNearest } = await import('./vectors/nearest-questions.ts')
    const onFault = (error: unknown, what: string) => log.warn({ err: error }, what)
    return createNearest(knowledge, { modelFolder, cacheFolder, onProgress, onFault, signal: this.#stopping.signal })
  }

  /** What is learnt from the texts, again from the changed ones; until then the last good state stays in use. */
  async #catchUp(): Promise<void> {
    for (;;) {
      const { knowledge } = this.current()
      await this.#retrain()
      await this.#nearest?.follow(knowledge)
      const now = this.current()
      this.#replace(now.knowledge, now.understand)
      if (now.knowledge === knowledge || this.#stopping.signal.aborted) return
    }
  }

  async #retrain(): Promise<void> {
    for (;;) {
      const { knowledge } = this.current()
      const hash = modelHash(knowledge)
      if (hash === this.#trainedOn) return
      try {
        const model = await loadModel(knowledge, this.#options.cacheFolder, () => {}, this.#stopping.signal)
        this.#trainedOn = hash
        this.#model = model
        this.#replace(this.current().knowledge, createUnderstand(this.current().knowledge, model))
        this.#options.log.info({ hash }, 'classifier trained on the changed texts')
      } catch (error) {
        if (this.#stopping.signal.aborted) return
        this.#options.log.error({ err: error }, 'the classifier could not be trained; the last one stays in use')
        return
      }
    }
  }
}
