import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { type Bus, casesTopic, conversationTopic } from '../bus/bus.ts'
import { createInProcessBus } from '../bus/in-process.ts'
import { type Knowledge, KnowledgeLoader } from '../cards/load-knowledge.ts'
import { readConfig } from '../config.ts'
import type { Progress } from '../detection/build-model.ts'
import { type DispatchDeps, dispatch } from '../handoff/dispatch.ts'
import { readQueue } from '../handoff/queue.ts'
import { createLog } from '../log.ts'
import { channels } from '../main.ts'
import { startService } from '../service.ts'
import { openSqlite } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { folders } from '../tools/open-assistant.ts'

export const timeZone = 'Europe/Riga'
export const adminPassword = 'a long bench password'
/** Lets the bench open conversations as another service would, so that no token ends during a month. */
export const directLineSecret = 'a-secret-of-the-bench-alone'

/** A moment on the clocks of Riga, milliseconds. */
export function moment(day: string, time = '00:00'): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds
}

interface Event {
  at: number
  order: number
  run: () => Promise<void>
}

/** What is to happen, in the order of simulated time. It is also the clock of the service. */
export class Agenda {
  now: number
  #events: Event[] = []
  #order = 0

  constructor(now: number) {
    this.now = now
  }

  /** Of two at the same moment the one that was planned first comes first. Never earlier than now. */
  plan(at: number, run: () => Promise<void>): void {
    const events = this.#events
    const event = { at: Math.max(Math.round(at), this.now), order: this.#order++, run }
    let index = events.length
    events.push(event)
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!isBefore(event, events[parent] as Event)) break
      events[index] = events[parent] as Event
      index = parent
    }
    events[index] = event
  }

  /** Runs everything up to a moment, one after another. */
  async run(until: number, onTime: (at: number) => void = () => {}): Promise<void> {
    for (;;) {
      const next = this.#events[0]
      if (!next || next.at > until) break
      this.#removeFirst()
      this.now = next.at
      await next.run()
      onTime(this.now)
    }
    this.now = until
  }

  #removeFirst(): void {
    const events = this.#events
    const last = events.pop() as Event
    if (events.length === 0) return
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= events.length) break
      if (child + 1 < events.length && isBefore(events[child + 1] as Event, events[child] as Event)) child++
      if (!isBefore(events[child] as Event, last)) break
      events[index] = events[child] as Event
      index = child
    }
    events[index] = last
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}

/** The whole service in this process, on a clock that the bench sets, with a copy of the project's content. */
export interface World {
  agenda: Agenda
  url: string
  store: Store
  bus: Bus
  knowledge: Knowledge
  /** Looks after the queue at the simulated moment, and waits until the service knows the queue as it then is. */
  tend(): Promise<void>
  /** Resolves when a client's turn is answered, or left to the operator. */
  dealtWith(conversationId: string, seq: number): Promise<void>
  stop(): Promise<void>
}

/** @param folder for the record and a copy of the content: nobody's edits get into a run */
export async function openWorld(folder: string, start: number, onProgress: Progress): Promise<World> {
  const from = folders()
  for (const part of ['knowledge', 'intents', 'cache'] as const)
    cpSync(from[part], join(folder, part), { recursive: true, errorOnExist: false })
  const agenda = new Agenda(start)
  const clock = () => agenda.now
  const content = { knowledge: join(folder, 'knowledge'), intents: join(folder, 'intents') }
  const config = readConfig({
    PORT: '0',
    DATA_DIR: folder,
    KNOWLEDGE_DIR: content.knowledge,
    INTENTS_DIR: content.intents,
    TZ_NAME: timeZone,
    LOG_LEVEL: 'silent',
    RATE_LIMIT: 'off',
    BOOTSTRAP_ADMIN_PASSWORD: adminPassword,
    DIRECTLINE_SECRET: directLineSecret,
  })
  const log = createLog('silent')
  const bus = createInProcessBus()
  const store = openSqlite(join(folder, 'vpppd.sqlite'))
  // What a power cut would lose is not measured here, and the disk is not the service's.
  await sql`pragma synchronous = off`.execute(store.db)
  const service = await startService({ config, log, store, bus, clock, channels, onProgress })
  const knowledge = new KnowledgeLoader(content, join(folder, 'cache')).load()
  const deps: DispatchDeps = { store, bus, clock, wordings: () => knowledge.wordings, log }
  return {
    agenda,
    // Names are looked up on the same few threads that passwords are hashed on.
    url: service.url.replace('localhost', '127.0.0.1'),
    store,
    bus,
    knowledge,
    async tend() {
      bus.publish(casesTopic)
      // The service does the same just now: when there is nothing left to do, all its offers are made too.
      while ((await dispatch(deps)) > 0);
      // The service reads the queue when it hears of a change; what is asked after it is answered after it.
      await readQueue(store.db, agenda.now)
    },
    dealtWith: (conversationId, seq) => dealtWith(store, bus, conversationId, seq),
    stop: () => service.stop(),
  }
}

/** Longer than this no answer takes, milliseconds of real time. */
const answerTimeout = 60_000

async function dealtWith({ db }: Store, bus: Bus, conversationId: string, seq: number): Promise<void> {
  const giveUp = performance.now() + answerTimeout
  while (performance.now() < giveUp) {
    let stop = () => {}
    const told = new Promise<void>((resolve) => {
      const unsubscribe = bus.subscribe(conversationTopic(conversationId), resolve)
      const timer = setTimeout(resolve, 1000)
      stop = () => {
        unsubscribe()
        clearTimeout(timer)
      }
    })
    try {
      const turn = db.selectFrom('turns').select('handledAt').where('conversationId', '=', conversationId).where('seq', '=', seq)
      if ((await turn.executeTakeFirstOrThrow()).handledAt !== null) return
      await told
    } finally {
      stop()
    }
  }
  throw new Error(`turn ${seq} of conversation ${conversationId} was not answered`)
}
