import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Outcome } from './turn/outcome.ts'

export interface Metrics {
  registry: Registry
  asked(outcome: Pick<Outcome, 'decision' | 'lang'>, ms: number): void
  modelAsked(task: 'rephrase' | 'choose', result: 'ok' | 'rejected' | 'failed' | 'timeout' | 'circuit-open' | 'budget-spent'): undefined
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const answers = new Counter({
    name: 'vpppd_answers_total',
    help: 'Questions answered, by decision and language',
    labelNames: ['decision', 'lang'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'vpppd_answer_seconds',
    help: 'Time to make an answer',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5],
    registers: [registry],
  })
  const modelCalls = new Counter({
    name: 'vpppd_language_model_total',
    help: 'What became of calls to the language model, by task and result',
    labelNames: ['task', 'result'],
    registers: [registry],
  })
  return {
    registry,
    modelAsked(task, result) {
      modelCalls.inc({ task, result })
    },
    asked({ decision, lang }, ms) {
      answers.inc({ decision, lang })
      seconds.observe(ms / 1000)
    },
  }
}
