/** The edge in front of the service. Knows nothing but the address of the service; wrangler.toml says what it is given. */

interface Env {
  /** Where the service listens, such as https://origin.example. */
  ORIGIN: string
}

/** The same limit as the service's own: what is larger need not travel. */
const maxBody = 256 * 1024

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const length = Number(request.headers.get('content-length') ?? 0)
    if (length > maxBody) {
      return Response.json({ error: { code: 'too_large', message: 'the body is larger than 256 kB', field: null } }, { status: 413 })
    }
    const url = new URL(request.url)
    const target = new URL(url.pathname + url.search, env.ORIGIN)
    const forwarded = new Request(target, request)
    forwarded.headers.set('x-request-id', crypto.randomUUID())
    try {
      return await fetch(forwarded, { redirect: 'manual' })
    } catch {
      return Response.json(
        { error: { code: 'not_ready', message: 'the service cannot be reached; try again shortly', field: null } },
        { status: 503, headers: { 'Retry-After': '5' } },
      )
    }
  },
}
