import { type Clock, dateIn } from '../clock.ts'
import type { Language } from '../languages.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Chain, ChainOptions } from './chain.ts'
import { CircuitBreaker } from './circuit-breaker.ts'
import { instructions, maxReplyTokens } from './instructions.ts'
import { numbersOf } from './numbers.ts'
import { link, type Passage, plainText, unsupported } from './supported.ts'

export interface Rephrasing {
  /** Masked. */
  question: string
  language: Language
  /** The cited ones. */
  sections: Passage[]
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
  /** Somebody waits for the answer: after this many milliseconds the composed one is sent. */
  timeoutMs?: number
}

const defaultTimeoutMs = 8000
/** A rough lower bound for the served languages. */
const charactersPerToken = 2

/** Loads LangChain only when a model is configured: it costs memory and time. */
export async function createLanguageModel(options: ChainOptions, deps: LanguageModelDeps): Promise<LanguageModel> {
  const { Chain } = await import('./chain.ts')
  return new GuardedModel(new Chain(options), deps)
}

type Task = keyof typeof instructions
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
      let sentences: unknown[] = []
      let checked = 0
      await readEach(this.#chain.rephrase(request, signal), (reply) => {
        sentences = sentencesIn(reply)
        // All but the last are whole. The first that no section says ends it: no need to wait for the rest.
        for (; checked < sentences.length - 1; checked++) checkSentence(sentences[checked], request)
      })
      return assemble(
        sentences.map((sentence) => checkSentence(sentence, request)),
        request,
      )
    })
  }

  choose(request: Choosing): Promise<string | undefined> {
    return this.#call('choose', request, async (signal) => {
      let id: unknown
      await readEach(this.#chain.choose(request, signal), (reply) => {
        id = (reply as { service?: unknown } | null)?.service
      })
      if (id === 'none') return undefined
      const chosen = request.services.find((service) => service.id === id)
      if (!chosen) throw new Rejected('a service that was not offered')
      return chosen.id
    })
  }

  async #call<T>(task: Task, request: unknown, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const { metrics, log, timeoutMs = defaultTimeoutMs } = this.#deps
    if (!this.#breaker.allows()) return metrics.modelAsked(task, 'circuit-open')
    if (!(await this.#afford(instructions[task] + JSON.stringify(request)))) {
      this.#breaker.notTried()
      return metrics.modelAsked(task, 'budget-spent')
    }
    const deadline = AbortSignal.timeout(timeoutMs)
    const done = new AbortController()
    try {
      const result = await untilAborted(work(AbortSignal.any([deadline, done.signal])), deadline)
      this.#breaker.succeeded()
      metrics.modelAsked(task, 'ok')
      return result
    } catch (error) {
      if (error instanceof Rejected) {
        this.#breaker.succeeded()
        log.info({ task, why: error.message }, "the language model's reply was not used")
        return metrics.modelAsked(task, 'rejected')
      }
      this.#breaker.failed(retryAfter(error, this.#deps.clock()))
      const why = deadline.aborted ? `no full reply within ${timeoutMs / 1000} s` : kindOf(error)
      log.warn({ task, why }, 'the language model failed; the composed answer is sent')
      return metrics.modelAsked(task, deadline.aborted ? 'timeout' : 'failed')
    } finally {
      // What is not read to its end need not be written to its end.
      done.abort()
    }
  }

  /** Reserves the most that a call can cost, so that many at once cannot overdraw. */
  async #afford(prompt: string): Promise<boolean> {
    const { budget, log } = this.#deps
    const day = this.#today()
    if (this.#spentOn === day) return false
    const tokens = Math.ceil(prompt.length / charactersPerToken) + maxReplyTokens
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

/** `for await` would hold an error back until the rest of the stream has come. */
async function readEach(replies: AsyncIterator<unknown>, look: (reply: unknown) => void): Promise<void> {
  for (let next = await replies.next(); !next.done; next = await replies.next()) look(next.value)
}

interface Sentence {
  text: string
  /** Number of the section that says it, from 1. */
  section: number
}

function sentencesIn(reply: unknown): unknown[] {
  const sentences = (reply as { sentences?: unknown } | null)?.sentences
  return Array.isArray(sentences) ? sentences : []
}

/** @throws Rejected when its section does not say it */
function checkSentence(sentence: unknown, { sections, language }: Rephrasing): Sentence {
  const { text, section } = (sentence ?? {}) as Partial<Sentence>
  const passage = typeof section === 'number' ? sections[section - 1] : undefined
  if (typeof text !== 'string' || section === undefined || !passage) throw new Rejected('a sentence without its section')
  const why = unsupported(text.trim(), passage, language)
  if (why) throw new Rejected(why)
  return { text: text.trim(), section }
}

/** One text for each section, with every number and link of it: a condition left out misleads too. */
function assemble(sentences: readonly Sentence[], { sections, language }: Rephrasing): string[] {
  return sections.map((passage, index) => {
    const text = sentences.flatMap((sentence) => (sentence.section === index + 1 ? [sentence.text] : [])).join(' ')
    if (text === '') throw new Rejected('a section left out')
    const said = new Set(numbersOf(plainText(text), language))
    if (numbersOf(plainText(passage.text), language).some((number) => !said.has(number))) throw new Rejected('a number left out')
    if (passage.text.match(link)?.some((given) => !text.includes(given))) throw new Rejected('a link left out')
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

/** For how many milliseconds the endpoint asks to be left alone (429, 503): an hour at most. */
function retryAfter(error: unknown, now: number): number {
  const given = (error as { headers?: Headers }).headers?.get('retry-after') ?? ''
  const wait = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - now
  return wait > 0 ? Math.min(wait, 3_600_000) : 0
}

/** Names the kind of failure only: the message of an endpoint may repeat what it was sent. */
function kindOf(error: unknown): string {
  const { status, code, cause } = error as { status?: number; code?: string; cause?: { code?: string } }
  return status ? `status ${status}` : (code ?? cause?.code ?? (error as Error).constructor.name)
}
