import { createTransport } from 'nodemailer'
import type { Letter } from './outbox.ts'

/** Hands one letter to a mail server. */
export interface Postman {
  /** @throws MailNotSent */
  send(letter: Letter & { id: string }): Promise<void>
}

export class MailNotSent extends Error {
  /** The server will never take it; trying again is of no use. */
  readonly permanent: boolean
  /** Nothing can be sent at present, whatever it is. */
  readonly serverAway: boolean
  /** What is known of the reason, without the recipient. */
  readonly reason: { code: string; response?: number }

  constructor(message: string, of: Pick<MailNotSent, 'permanent' | 'serverAway' | 'reason'>, options?: ErrorOptions) {
    super(message, options)
    this.permanent = of.permanent
    this.serverAway = of.serverAway
    this.reason = of.reason
  }
}

export interface SmtpOptions {
  url: string
  from: string
  /** Milliseconds for all of it; after that nobody knows whether the server took the letter. */
  timeout?: number
}

const usualTimeout = 20_000
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A connection for each letter: there are few, and a kept one breaks unseen. */
export function createSmtp({ url, from, timeout = usualTimeout }: SmtpOptions): Postman {
  const { hostname, password } = new URL(url)
  const transport = createTransport({
    url,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    // A password never crosses a network in the clear.
    requireTLS: password !== '' && !loopback.has(hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const sender = from.match(/<(.+)>$/)?.[1] ?? from
  return {
    async send({ id, to, subject, text }) {
      const limit = AbortSignal.timeout(timeout)
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          envelope: { from: sender, to: [to] },
          subject,
          text,
          // The same at every try: a server that has it already can tell.
          messageId: `<${id}@${sender.split('@').at(-1)}>`,
          // RFC 3834: holiday notices and the like must not come back.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal: limit,
        })
      } catch (error) {
        throw notSent(error as SmtpError, limit.aborted)
      }
    },
  }
}

interface SmtpError extends Error {
  code?: string
  responseCode?: number
}

function notSent(error: SmtpError, timedOut: boolean): MailNotSent {
  const { responseCode } = error
  const code = timedOut ? 'ETIMEDOUT' : (error.code ?? 'unknown')
  // All else, such as a refused password, is about the server, and mended without the letter.
  const aboutLetter = code === 'EENVELOPE' || code === 'EMESSAGE'
  // Without a code of the server's the address is one that it cannot take at all; 503 is about the order of commands.
  const permanent = aboutLetter && (responseCode === undefined || (responseCode >= 500 && responseCode !== 503))
  return new MailNotSent(
    timedOut ? 'the mail server did not answer in time; it may have taken the letter or not' : error.message,
    {
      permanent,
      serverAway: !aboutLetter,
      reason: { code, ...(responseCode !== undefined && { response: responseCode }) },
    },
    { cause: error },
  )
}
