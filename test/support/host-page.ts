import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page of an institution, on an origin of its own. */
export interface HostPage {
  origin: string
  /** Shows this page from now on at every path; `csp` as a header. */
  show(page: { body: string; head?: string; csp?: string }): void
  close(): Promise<void>
}

export async function hostPage(): Promise<HostPage> {
  let shown = { body: '', head: '', csp: '' }
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    if (shown.csp) response.setHeader('Content-Security-Policy', shown.csp)
    response.end(
      `<!doctype html><html lang="lv"><head><title>Iestāde</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${shown.head}</head><body><main>${shown.body}</main></body></html>`,
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: (page) => {
      shown = { head: '', csp: '', ...page }
    },
    close: () => new Promise((done) => server.close(() => done())),
  }
}

/** The strictest policy under which our one line works. */
export function strictPolicy(service: string): string {
  return `default-src 'none'; script-src ${service}; connect-src ${service} ${service.replace('http', 'ws')}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'`
}

/** The line that an institution pastes. */
export function snippet(service: string, attributes: Record<string, string> = {}): string {
  const data = Object.entries(attributes).map(([name, value]) => ` data-${name}="${value}"`)
  return `<script src="${service}/widget.js" defer${data.join('')}></script>`
}
