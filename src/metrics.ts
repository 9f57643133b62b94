import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { QueueState } from './handoff/queue.ts'
import type { Outcome } from './turn/outcome.ts'

export interface Metrics {
  registry: Registry
  asked(outcome: Pick<Outcome, 'decision' | 'lang'>, ms: number): void
  /** Shows the queue as it is whenever the metrics are read. */
  watchQueue(read: () => Pick<QueueState, 'waiting' | 'onDuty' | 'free'>): void
  invited(what: 'shown' | 'accepted' | 'refused'): void
  mailed(kind: string, result: 'sent' | 'delayed' | 'failed'): void
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
  const mails = new Counter({
    name: 'vpppd_mails_total',
    help: 'Tries to send a mail, by kind and result; failed: given up',
    labelNames: ['kind', 'result'],
    registers: [registry],
  })
  const invitations = new Counter({
    name: 'vpppd_invitations_total',
    help: 'Invitations to the chat, by what became of them',
    labelNames: ['what'],
    registers: [registry],
  })
  return {
    registry,
    invited(what) {
      invitations.inc({ what })
    },
    watchQueue(read) {
      const gauges = {
        waiting: ['vpppd_cases_waiting', 'Cases that nobody has taken'],
        onDuty: ['vpppd_operators_on_duty', 'Operators at the console who take cases'],
        free: ['vpppd_conversations_free', 'Further conversations that they can hold'],
      } as const
      for (const key of ['waiting', 'onDuty', 'free'] as const) {
        const [name, help] = gauges[key]
        new Gauge({
          name,
          help,
          registers: [registry],
          collect() {
            this.set(read()[key])
          },
        })
      }
    },
    mailed(kind, result) {
      mails.inc({ kind, result })
    },
    modelAsked(task, result) {
      modelCalls.inc({ task, result })
    },
    asked({ decision, lang }, ms) {
      answers.inc({ decision, lang })
      seconds.observe(ms / 1000)
    },
  }
}
