import type { Context } from 'hono'
import type { z } from 'zod'
import { ServiceError } from '../errors.ts'

/**
 * The JSON body, checked.
 *
 * @throws ServiceError `bad_request` that names the field
 */
export async function readJson<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  if (!/^application\/(.+\+)?json\b/i.test(c.req.header('content-type') ?? '')) {
    throw new ServiceError('bad_request', 'send JSON with Content-Type: application/json', { field: 'content-type' })
  }
  let body: unknown
  try {
    body = await c.req.json()
  } catch {
    throw new ServiceError('bad_request', 'the body is not valid JSON', { field: 'body' })
  }
  return check(body, schema)
}

/** @throws ServiceError `bad_request` that names the field */
export function check<T>(value: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.map(String).join('.') || 'body'
  throw new ServiceError('bad_request', `${field}: ${issue?.message}`, { field })
}
