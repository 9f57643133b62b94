import { sql } from 'kysely'
import type { TokenBudget } from '../llm/language-model.ts'
import type { Queryable } from './store.ts'

/** The budget of all nodes on one record; one row a day, counted up in one statement. */
export function createTokenBudget(db: Queryable, perDay: number): TokenBudget {
  return {
    perDay,
    async spend(day, tokens) {
      const row = await db
        .insertInto('settings')
        .values({ key: `language-model-tokens ${day}`, value: String(tokens) })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({ value: sql`cast(cast(settings.value as bigint) + ${sql.lit(tokens)} as text)` }),
        )
        .returning('value')
        .executeTakeFirstOrThrow()
      return Number(row.value)
    },
  }
}
