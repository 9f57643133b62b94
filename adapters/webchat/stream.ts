import type { ChannelHost } from '../../src/channel.ts'
import { renderActivity, typingActivity } from './render.ts'

/** How many turns one frame carries at most. */
export const pageSize = 100
/** Browsers cannot ping, proxies cut silent connections: an empty frame now and then, in milliseconds. */
export const keepAlive = 20_000
/** A reader that does not read is let go before its backlog fills the memory; it resumes by watermark. */
const maxBuffered = 1024 * 1024

export interface StreamSocket {
  send(data: string): void
  close(code: number, reason: string): void
  /** Bytes that were sent but not taken by the network. */
  buffered(): number
}

/** Sends everything after `watermark`, then whatever is stored, in order and once each, until it is stopped. */
export function streamTurns(
  conversationId: string,
  userId: string,
  watermark: number,
  socket: StreamSocket,
  host: ChannelHost,
  onError: (error: unknown) => void,
): () => void {
  let sent = watermark
  let stopped = false
  let busy = false
  let again = false

  const pump = async () => {
    if (busy) {
      again = true
      return
    }
    busy = true
    try {
      do {
        again = false
        const turns = await host.turnsAfter(conversationId, sent, pageSize)
        if (stopped) return
        if (socket.buffered() > maxBuffered) {
          socket.close(1013, 'reader too slow')
          return
        }
        const last = turns.at(-1)
        if (last) {
          sent = last.seq
          socket.send(JSON.stringify({ activities: turns.map((turn) => renderActivity(turn, userId)), watermark: String(sent) }))
          again ||= turns.length === pageSize
        }
      } while (again && !stopped)
    } catch (error) {
      onError(error)
    } finally {
      busy = false
    }
  }
  const unfollow = host.follow(conversationId, () => void pump())
  const unfollowTyping = host.followTyping(conversationId, () =>
    socket.send(JSON.stringify({ activities: [typingActivity(conversationId)] })),
  )
  const timer = setInterval(() => {
    socket.send('')
    // The bus may have lost a message; the record has not.
    void pump()
  }, keepAlive)
  timer.unref()
  void pump()
  return () => {
    stopped = true
    clearInterval(timer)
    unfollow()
    unfollowTyping()
  }
}
