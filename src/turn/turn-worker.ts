import type { Log } from '../log.ts'
import { conversationsToHandle } from '../store/turns.ts'
import { type HandleDeps, handleNextTurn } from './handle-turn.ts'

export interface TurnWorker {
  /** Answers what is open in a conversation, in the background and in order. */
  wake(conversationId: string): void
  /** Takes up what an earlier run (or another node) left open. Returns how many conversations. */
  resume(): Promise<number>
  /** Resolves when nothing is being answered. */
  idle(): Promise<void>
}

/** Waits between tries when the store fails, in milliseconds; after the last the turn waits for the next `resume`. */
const retryDelays = [100, 500, 2000, 10_000]

/** One conversation is answered one turn at a time; different conversations side by side. */
export function createTurnWorker(deps: HandleDeps): TurnWorker {
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()

  const run = async (conversationId: string) => {
    do {
      again.delete(conversationId)
      while (await withRetries(conversationId));
    } while (again.has(conversationId))
  }
  const withRetries = async (conversationId: string): Promise<boolean> => {
    for (let tries = 0; ; tries++) {
      try {
        return await handleNextTurn(conversationId, deps)
      } catch (error) {
        const delay = retryDelays[tries]
        logFailure(deps.log, conversationId, error, delay)
        if (delay === undefined) return false
        await new Promise((resolve) => setTimeout(resolve, delay))
      }
    }
  }
  const wake = (conversationId: string) => {
    if (running.has(conversationId)) {
      again.add(conversationId)
      return
    }
    const done = run(conversationId).finally(() => {
      running.delete(conversationId)
      if (again.delete(conversationId)) wake(conversationId)
    })
    running.set(conversationId, done)
  }
  return {
    wake,
    async resume() {
      const open = await conversationsToHandle(deps.store.db)
      for (const id of open) wake(id)
      return open.length
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running.values())
    },
  }
}

function logFailure(log: Log, conversation: string, error: unknown, retryIn: number | undefined): void {
  log.error({ conversation, err: error, retryIn: retryIn ?? 'next resume' }, 'a turn could not be answered')
}
