import { pino } from 'pino'
import type { Config } from './config.ts'

export type Log = pino.Logger

/** One JSON line per event on standard output. What a client wrote never goes in. */
export function createLog(level: Config['LOG_LEVEL']): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['text', '*.text', 'password', '*.password', 'token', '*.token', 'authorization', '*.authorization', 'cookie', '*.cookie'],
      censor: '[hidden]',
    },
  })
}
