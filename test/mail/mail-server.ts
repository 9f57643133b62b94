import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished, vi } from 'vitest'

export interface Received {
  from: string
  to: string[]
  /** As it crossed the wire. */
  raw: string
  headers: Map<string, string>
  /** The text, decoded. */
  text: string
}

export interface MailServer {
  url: string
  port: number
  received: Received[]
  /** What the server says to the next recipients and letters; undefined: it takes them. */
  refuseRecipient: { code: number; message: string } | undefined
  refuseLetter: { code: number; message: string } | undefined
  /** Takes letters and never says so. */
  silent: boolean
  close(): Promise<void>
}

/** A real SMTP server on this machine that keeps what it gets. */
export async function mailServer(options: SMTPServerOptions & { port?: number } = {}): Promise<MailServer> {
  const { port = 0, ...more } = options
  const server: MailServer = {
    url: '',
    port: 0,
    received: [],
    refuseRecipient: undefined,
    refuseLetter: undefined,
    silent: false,
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  }
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 50,
    onRcptTo: (_address, _session, callback) => callback(refusal(server.refuseRecipient)),
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const refused = refusal(server.refuseLetter)
        if (refused) return callback(refused)
        const { mailFrom, rcptTo } = session.envelope
        server.received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          ...parse(Buffer.concat(chunks).toString('utf8')),
        })
        if (!server.silent) callback()
      })
    },
    ...more,
  })
  // A client that gives up in the middle is what some of the tests are about.
  smtp.on('error', () => {})
  await new Promise<void>((resolve) => smtp.listen(port, '0.0.0.0', () => resolve()))
  server.port = (smtp.server.address() as AddressInfo).port
  server.url = `smtp://127.0.0.1:${server.port}`
  onTestFinished(() => server.close())
  return server
}

function refusal(said: MailServer['refuseRecipient']): Error | null {
  return said ? Object.assign(new Error(said.message), { responseCode: said.code }) : null
}

function parse(raw: string): Pick<Received, 'raw' | 'headers' | 'text'> {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const headers = new Map(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line): [string, string] => [line.slice(0, line.indexOf(':')).toLowerCase(), decodeWords(line.slice(line.indexOf(':') + 2))]),
  )
  return { raw, headers, text: decodeBody(body.join('\r\n\r\n'), headers.get('content-transfer-encoding')) }
}

/** RFC 2047 */
function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : unquote(text.replaceAll('_', ' ')),
    )
}

function decodeBody(body: string, encoding: string | undefined): string {
  const text =
    encoding === 'quoted-printable'
      ? unquote(body.replace(/=\r\n/g, ''))
      : encoding === 'base64'
        ? Buffer.from(body, 'base64').toString('utf8')
        : body
  return text.replaceAll('\r\n', '\n')
}

function unquote(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Waits until the server has so many letters. */
export function letters(server: MailServer, count: number): Promise<Received[]> {
  return vi.waitFor(
    () => {
      if (server.received.length < count) throw new Error(`${server.received.length} of ${count} letters have come`)
      return server.received
    },
    { timeout: 8000, interval: 20 },
  )
}
