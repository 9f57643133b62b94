import type { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { roles } from '../../src/operator/permissions.ts'
import { appWorld, Person } from '../support/app-world.ts'

/**
 * Who may call what, written down from what the work needs and not from the code: o operator, l shift lead, e editor,
 * n analyst, a administrator.
 */
const table: Record<string, string> = {
  'GET /api/v1/cases': 'ol..a',
  'GET /api/v1/cases/:id': 'ol..a',
  'POST /api/v1/cases/:id/claim': 'ol..a',
  'POST /api/v1/cases/:id/messages': 'ol..a',
  'POST /api/v1/cases/:id/note': 'ol..a',
  'POST /api/v1/cases/:id/return': 'ol..a',
  'POST /api/v1/cases/:id/refer': 'ol..a',
  'GET /api/v1/cases/:id/referrals/:referral/link': 'ol..a',
  'POST /api/v1/cases/:id/referrals/:referral/withdraw': 'ol..a',
  'POST /api/v1/cases/:id/close': 'ol..a',
  'POST /api/v1/cases/:id/release': 'ol..a',
  'POST /api/v1/cases/:id/take-over': '.l..a',
  'POST /api/v1/cases/:id/tags': 'ol..a',
  'POST /api/v1/cases/:id/typing': 'ol..a',
  'GET /api/v1/cases/:id/suggestions': 'ol..a',
  'GET /api/v1/cases/:id/contact': 'ol..a',
  'POST /api/v1/cases/:id/link': 'ol..a',
  'POST /api/v1/cases/:id/flags': 'ol..a',
  'DELETE /api/v1/links/:id': 'ol..a',
  'GET /api/v1/events': 'ol..a',
  'POST /api/v1/presence': 'ol..a',
  'GET /api/v1/duty': 'ol..a',
  'GET /api/v1/referrals': 'ol..a',
  'GET /api/v1/institutions': 'ole.a',
  'GET /api/v1/cards': 'ole.a',
  'GET /api/v1/cards/:id': 'ole.a',
  'GET /api/v1/flags': 'ole.a',
  'POST /api/v1/flags/:id/resolve': '..e.a',
  'GET /api/v1/reports/content': 'olena',
  'GET /api/v1/reports/content/stub': 'olena',
  'GET /api/v1/reports/content/cards/:id': 'olena',
  'GET /api/v1/reports/live': 'ol.na',
  'GET /api/v1/reports/quality': '.l.na',
  'GET /api/v1/reports/cases': '.l.na',
  'GET /api/v1/reports/retention': '...na',
  'GET /api/v1/mails': '....a',
  'POST /api/v1/mails/:id/again': '....a',
  'GET /api/v1/operators': '....a',
  'POST /api/v1/operators': '....a',
  'PATCH /api/v1/operators/:username': '....a',
  'POST /api/v1/operators/:username/password': '....a',
  'GET /api/v1/audit': '....a',
}
const letters = { operator: 'o', lead: 'l', editor: 'e', analyst: 'n', administrator: 'a' } as const

/** For everybody: citizens, people who sign in, specialists with a link. */
const open = new Set([
  'POST /api/v1/ask',
  'POST /api/v1/session',
  'GET /api/v1/session',
  'DELETE /api/v1/session',
  'GET /api/v1/session/ways',
  'POST /api/v1/password',
  'POST /referral/:token',
])
/** Pages and files, which hold nothing of the record; and the chat's own calls, which show the token of their conversation. */
const isOpen = (route: string) => open.has(route) || /^GET \/(?!api\/|v3\/)/.test(route) || /^\w+ \/api\/v1\/webchat\//.test(route)

/** Every endpoint of the app; what is mounted for all methods is middleware. */
function routesOf(app: Hono): string[] {
  const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  return [...new Set(routes)].sort()
}

const withoutRule = (app: Hono) => routesOf(app).filter((route) => !(route in table) && !isOpen(route))

describe('what each role may do', { timeout: 120_000 }, () => {
  it('is decided for every route', async () => {
    const { app } = await appWorld()
    expect(withoutRule(app)).toEqual([])
    expect(
      Object.keys(table).filter((route) => !routesOf(app).includes(route)),
      'rules without a route',
    ).toEqual([])
    app.get('/api/v1/everything', (c) => c.json({}))
    expect(withoutRule(app)).toEqual(['GET /api/v1/everything'])
  })

  it('is as the table says, and nothing at all for whoever is not signed in', async () => {
    const { app, person, clock, store } = await appWorld()
    const people = new Map<string, Person>()
    for (const role of roles) people.set(role, await person(role))
    const at = clock()
    await store.db
      .insertInto('conversations')
      .values({
        id: 'c1',
        channel: 'webchat',
        address: 'c1',
        language: 'lv',
        holder: 'operator',
        createdAt: at,
        lastTurnAt: at,
        nextSeq: 1,
      })
      .execute()
    await store.db
      .insertInto('cases')
      .values({
        id: 'k1',
        conversationId: 'c1',
        state: 'waiting',
        channel: 'webchat',
        language: 'lv',
        reason: 'upset',
        openedAt: at,
        waitingSince: at,
      })
      .execute()

    const found: Record<string, string> = {}
    const odd: string[] = []
    for (const [route, allowed] of Object.entries(table)) {
      const [method = '', path = ''] = route.split(' ')
      // A case that exists where it is only read; moves are tried on one that does not, so that each role finds the same.
      const real = path.replace(':id', method === 'GET' && path.startsWith('/api/v1/cases') ? 'k1' : 'none').replace(/:\w+/g, 'none')
      const ask = async (who: Person) => {
        const response = await who.request(method, real, method === 'GET' || method === 'DELETE' ? undefined : {})
        const text = response.headers.get('content-type')?.startsWith('text/event-stream') ? '' : await response.text()
        if (text === '') await response.body?.cancel()
        if (response.status >= 500 || text.includes('there is nothing at')) odd.push(`${route}: ${response.status} ${text}`)
        return response.status
      }
      expect(await ask(new Person(app)), `${route}, not signed in`).toBe(401)
      const may: string[] = []
      for (const letter of 'olena') {
        const role = roles.find((name) => letters[name] === letter) ?? ''
        const status = await ask(people.get(role) as Person)
        if (status === 401) odd.push(`${route}: 401 for ${role}`)
        may.push(status === 403 ? '.' : letter)
        const readable = method === 'GET' && !real.includes('none') && !path.endsWith('stub') && !path.endsWith('suggestions')
        if (readable && allowed.includes(letter) && status !== 200) odd.push(`${route}: ${status} for ${role}`)
      }
      found[route] = may.join('')
    }
    expect(found).toEqual(table)
    expect(odd).toEqual([])
  })

  it('is told to the console with the session', async () => {
    const { person } = await appWorld()
    const editor = await person('editor')
    const { permissions } = await editor.json('GET', '/api/v1/session')
    expect(permissions).toEqual(expect.arrayContaining(['flags.resolve', 'cards.view', 'reports.content']))
    expect(permissions).not.toContain('cases.view')
    expect((await (await person('operator')).json('GET', '/api/v1/session')).permissions).toContain('cases.view')
  })
})
