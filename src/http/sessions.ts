import type { Context, MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { ServiceError } from '../errors.ts'
import { leave } from '../handoff/presence.ts'
import type { Operator } from '../operator/case.ts'
import { maxPassword } from '../operator/password.ts'
import { may, type Permission, permissionsOf } from '../operator/permissions.ts'
import { changePassword, findSession, type Session, signIn, signOut } from '../operator/sign-in.ts'
import type { Store } from '../store/store.ts'
import { errorContent } from './ask.ts'
import { readJson } from './input.ts'

export interface SessionDeps {
  store: Store
  clock: Clock
  /** Whether people reach the service over https: then the cookie is `__Host-` and Secure. */
  secure: boolean
  publicUrl: string | undefined
}

export type SignedIn = { Variables: { operator: Operator } }

export function cookieName(secure: boolean): string {
  return secure ? '__Host-vpppd' : 'vpppd'
}

/** Not sent with requests that other sites begin. */
export function setSessionCookie(c: Context, secret: string, secure: boolean): void {
  setCookie(c, cookieName(secure), secret, { httpOnly: true, secure, sameSite: 'Strict', path: '/' })
}

/** Lets only signed-in operators through; a generated password must be changed first. */
export function requireOperator({ store, clock, secure }: SessionDeps): MiddlewareHandler<SignedIn> {
  return async (c, next) => {
    const session = await findSession(store, getCookie(c, cookieName(secure)), clock)
    if (!session) throw new ServiceError('not_signed_in', 'sign in first')
    if (session.mustChange)
      throw new ServiceError('not_allowed', 'change the generated password first (POST /api/v1/password)', { field: 'password' })
    c.set('operator', session.operator)
    await next()
  }
}

/** Whether the session of a request still holds, and its operator still may what it is used for. */
export async function stillMay(c: Context, permission: Permission, { store, clock, secure }: SessionDeps): Promise<boolean> {
  const session = await findSession(store, getCookie(c, cookieName(secure)), clock)
  return session !== undefined && may(session.operator.role, permission)
}

/** Lets only those on whose role has the permission; stands behind `requireOperator`. */
export function requirePermission(permission: Permission): MiddlewareHandler<SignedIn> {
  return async (c, next) => {
    const { role } = c.get('operator')
    if (!may(role, permission)) throw new ServiceError('not_allowed', `the role ${role} has no permission ${permission}`)
    await next()
  }
}

/** State may only be changed from our own pages: browsers send Origin, other clients have no cookie to abuse. */
export function sameOrigin(publicUrl: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin')
    const unsafe = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
    if (unsafe && origin && !isOwnOrigin(origin, c.req.header('host'), publicUrl))
      throw new ServiceError('not_allowed', 'requests of other origins are refused')
    await next()
  }
}

/** Behind a proxy the Host header may be the proxy's choice: the public address counts too. */
export function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false
  return new URL(origin).host === host || (publicUrl !== undefined && new URL(publicUrl).origin === origin)
}

export function sessionRoutes(deps: SessionDeps, loginLimit: MiddlewareHandler): Hono {
  const { store, clock, secure } = deps
  const ownOrigin = sameOrigin(deps.publicUrl)
  const name = cookieName(secure)
  const view = ({ operator, mustChange }: Session) => ({
    username: operator.username,
    name: operator.name,
    role: operator.role,
    mustChange,
    permissions: permissionsOf(operator.role),
  })
  const current = async (secret: string | undefined) => {
    const session = await findSession(store, secret, clock)
    if (!session) throw new ServiceError('not_signed_in', 'sign in first')
    return session
  }
  const app = new Hono()
  app.use('/api/v1/session', ownOrigin)
  app.use('/api/v1/password', ownOrigin)
  app.post(
    '/api/v1/session',
    loginLimit,
    describeRoute({
      summary: 'Sign in with a local account',
      responses: { 200: { description: 'Signed in; the cookie is set' }, 401: { description: 'Wrong name or password', ...errorContent } },
    }),
    async (c) => {
      const body = await readJson(c, z.object({ username: z.string().min(1).max(100), password: z.string().min(1).max(200) }))
      const { secret, session } = await signIn(store, body.username, body.password, clock)
      setSessionCookie(c, secret, secure)
      return c.json(view(session))
    },
  )
  app.get(
    '/api/v1/session',
    describeRoute({
      summary: 'Who is signed in',
      responses: { 200: { description: 'The operator' }, 401: { description: 'Nobody', ...errorContent } },
    }),
    async (c) => c.json(view(await current(getCookie(c, name)))),
  )
  app.delete('/api/v1/session', describeRoute({ summary: 'Sign out', responses: { 204: { description: 'Signed out' } } }), async (c) => {
    const secret = getCookie(c, name)
    const session = await findSession(store, secret, clock)
    if (session) {
      await signOut(store, secret, session.operator, clock)
      await leave(store.db, session.operator.username, clock())
    }
    deleteCookie(c, name, { path: '/', secure })
    return c.body(null, 204)
  })
  app.post(
    '/api/v1/password',
    loginLimit,
    describeRoute({ summary: 'Change the own password', responses: { 204: { description: 'Changed' } } }),
    async (c) => {
      const { operator } = await current(getCookie(c, name))
      const body = await readJson(c, z.object({ old: z.string().max(maxPassword), new: z.string() }))
      await changePassword(store, operator, body.old, body.new, clock, getCookie(c, name))
      return c.body(null, 204)
    },
  )
  return app
}
