import { randomBytes } from 'node:crypto'
import type { Queryable } from './store.ts'

/** A secret that all nodes on one record share; made at first use. */
export async function sharedSecret(db: Queryable, key: string): Promise<string> {
  await db
    .insertInto('settings')
    .values({ key, value: randomBytes(32).toString('base64url') })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirstOrThrow()
  return row.value
}
