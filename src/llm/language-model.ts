import { type Clock, dateIn } from '../clock.ts'
import type { Language } from '../languages.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { type Chain, type ChainOptions, maxReplyTokens, type RephrasedSentence } from './chain.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import { numbers, unsupported } from './supported.ts'

export interface Rephrasing {
  /** Masked. */
  question: string
  language: Language
  /** Markdown of the cited sections. */
  sections: string[]
}

export interface Choosing {
  question: string
  services: { id: string; title: string; summary: string }[]
}

/** An optional helper for words. Whatever goes wrong, it gives undefined and says why in the log and the metrics. */
export interface LanguageModel {
  /** The sections in words that answer the question, one text for each; undefined when a sentence is not theirs. */
  rephrase(request: Rephrasing): Promise<string[] | undefined>
  /** The id of one of the services. */
  choose(request: Choosing): Promise<string | undefined>
  /** `ok`, or why it is not asked at the moment. */
  state(): string
}

/** Counts what is spent in a day over all nodes. */
export interface TokenBudget {
  perDay: number
  /** Adds tokens (or takes back, when negative) to a day's sum and returns the sum. */
  spend(day: string, tokens: number): Promise<number>
}

export interface LanguageModelDeps {
  budget: TokenBudget
  clock: Clock
  timeZone: string
  log: Log
  metrics: Metrics
}

/** Somebody waits for the answer: after this many milliseconds the composed one is sent. */
const timeoutMs = 8000
/** A rough upper bound for the served languages, to reckon with before the endpoint tells the truth. */
const charactersPerToken = 2

/** Loads LangChain only when a model is configured: it costs memory and time. */
export async function createLanguageModel(options: ChainOptions, deps: LanguageModelDeps): Promise<LanguageModel> {
  const { Chain } = await import('./chain.ts')
  return new GuardedModel(new Chain(options), deps)
}

type Task = 'rephrase' | 'choose'
class Rejected extends Error {}

class GuardedModel implements LanguageModel {
  readonly #chain: Chain
  readonly #deps: LanguageModelDeps
  readonly #breaker: CircuitBreaker
  #spentOn = ''

  constructor(chain: Chain, deps: LanguageModelDeps) {
    this.#chain = chain
    this.#deps = deps
    this.#breaker = new CircuitBreaker(deps.clock)
  }

  state(): string {
    if (this.#breaker.open) return 'failing; composed answers are sent'
    return this.#spentOn === this.#today() ? 'the budget of the day is spent; composed answers are sent' : 'ok'
  }

  rephrase(request: Rephrasing): Promise<string[] | undefined> {
    return this.#call('rephrase', request, async (signal) => {
      let last: Record<string, unknown> = {}
      let checked = 0
      for await (const reply of await this.#chain.rephrase(request, signal)) {
        last = reply
        const sentences = sentencesOf(reply)
        // All but the last are whole. The first that no section says ends it: no need to wait for the rest.
        for (; checked < sentences.length - 1; checked++) reject(sentences[checked], request)
      }
      const sentences = sentencesOf(last)
      if (sentences.length === 0) throw new Rejected('an empty reply')
      for (const sentence of sentences.slice(checked)) reject(sentence, request)
      return assemble(sentences, request)
    })
  }

  choose(request: Choosing): Promise<string | undefined> {
    return this.#call('choose', request, async (signal) => {
      let last: Record<string, unknown> = {}
      for await (const reply of await this.#chain.choose(request, signal)) last = reply
      if (last.service === 'none') return undefined
      const chosen = request.services.find(({ id }) => id === last.service)
      if (!chosen) throw new Rejected('a service that was not offered')
      return chosen.id
    })
  }

  async #call<T>(task: Task, request: unknown, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const { metrics, log } = this.#deps
    if (!this.#breaker.allows()) return metrics.modelAsked(task, 'circuit-open')
    if (!(await this.#afford(JSON.stringify(request)))) {
      this.#breaker.notTried()
      return metrics.modelAsked(task, 'budget-spent')
    }
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const result = await untilAborted(work(signal), signal)
      this.#breaker.succeeded()
      metrics.modelAsked(task, 'ok')
      return result
    } catch (error) {
      if (error instanceof Rejected) {
        this.#breaker.succeeded()
        log.info({ task, why: error.message }, "the language model's reply was not used")
        return metrics.modelAsked(task, 'rejected')
      }
      this.#breaker.failed(retryAfter(error))
      log.warn({ task, why: reasonOf(error, signal) }, 'the language model failed; the composed answer is sent')
      return metrics.modelAsked(task, signal.aborted ? 'timeout' : 'failed')
    }
  }

  /** Reserves the most that a call can cost, so that many at once cannot overdraw. */
  async #afford(request: string): Promise<boolean> {
    const { budget, log } = this.#deps
    const day = this.#today()
    if (this.#spentOn === day) return false
    const tokens = Math.ceil(request.length / charactersPerToken) + maxReplyTokens
    try {
      const spent = await budget.spend(day, tokens)
      if (spent <= budget.perDay) return true
      await budget.spend(day, -tokens)
      this.#spentOn = day
      log.warn({ day, perDay: budget.perDay }, "the language model's budget of the day is spent")
    } catch (error) {
      log.warn({ err: error }, "the language model's budget cannot be read; it is not asked")
    }
    return false
  }

  #today(): string {
    return dateIn(this.#deps.timeZone, this.#deps.clock())
  }
}

function sentencesOf(reply: Record<string, unknown>): RephrasedSentence[] {
  const { sentences } = reply
  return Array.isArray(sentences) ? (sentences as RephrasedSentence[]) : []
}

function reject(sentence: RephrasedSentence | undefined, { sections, language }: Rephrasing): void {
  const section = sections[Number(sentence?.section) - 1]
  if (typeof sentence?.text !== 'string' || section === undefined) throw new Rejected('a sentence without its section')
  const why = unsupported(sentence.text, section, language)
  if (why) throw new Rejected(why)
}

/** One text for each section; each must still give every number of its section: a condition left out misleads too. */
function assemble(sentences: readonly RephrasedSentence[], { sections }: Rephrasing): string[] {
  return sections.map((section, index) => {
    const text = sentences
      .filter((sentence) => Number(sentence.section) === index + 1)
      .map((sentence) => sentence.text.trim())
      .join(' ')
    const said = new Set(numbers(text))
    if (numbers(section.replace(/\]\([^)]*\)/g, ']')).some((number) => !said.has(number)))
      throw new Rejected('a number of the section left out')
    if (text === '') throw new Rejected('a section left out')
    return text
  })
}

/** A stream that stands still does not look at its signal by itself. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
  ])
}

/** The endpoint's own wish, in milliseconds, from a 429 or 503. */
function retryAfter(error: unknown): number {
  const headers = (error as { headers?: { get?: (name: string) => string | null } }).headers
  const seconds = Number(headers?.get?.('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) * 1000 : 0
}

/** Names the kind of failure only: the message of an endpoint may repeat what it was sent. */
function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return `no full reply within ${timeoutMs / 1000} s`
  const { status, code, name } = error as { status?: number; code?: string; name?: string }
  return status ? `status ${status}` : (code ?? name ?? 'unknown error')
}
