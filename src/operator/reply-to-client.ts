import { fill } from '../cards/wording.ts'
import type { CaseRow } from '../handoff/open-case.ts'
import type { Language } from '../languages.ts'
import { plainText } from '../mail/plain-text.ts'
import { maskIdentifiers } from '../privacy/mask.ts'
import { newId } from '../store/ids.ts'
import type { Queryable } from '../store/store.ts'
import { moveHeldCase, type Operator, type OperatorDeps } from './case.ts'

/** The operator's words go to the client by the channel that they used, and to the e-mail address that they left. */
export function replyToClient(id: string, words: string, operator: Operator, deps: OperatorDeps): Promise<CaseRow> {
  const text = maskIdentifiers(words)
  return moveHeldCase(id, operator, deps, async (row, at, trx) => {
    await mailAnswer(trx, row, text, operator.name, at, deps)
    return {
      name: 'answer',
      change: { clientWaitsSince: null, answeredAt: row.answeredAt ?? at },
      turn: {
        speaker: 'operator',
        language: row.language as Language,
        text,
        author: operator.name,
        assistant: { caseId: id },
      },
    }
  })
}

/** Nobody knows whether a client still looks at the chat, so each answer goes to both places. */
async function mailAnswer(
  db: Queryable,
  row: CaseRow,
  text: string,
  name: string,
  at: number,
  { outbox, wordings }: OperatorDeps,
): Promise<void> {
  if (!outbox) return
  const contact = await db
    .selectFrom('contacts')
    .select('value')
    .where('caseId', '=', row.id)
    .where('kind', '=', 'email')
    .executeTakeFirst()
  if (!contact) return
  const { answerMailSubject, answerMailText } = wordings()[row.language as Language]
  await outbox.put(
    db,
    {
      to: contact.value,
      subject: answerMailSubject,
      text: fill(answerMailText, { name, text: plainText(text), link: new URL('/', outbox.address()).href }),
    },
    { kind: 'client-answer', refId: newId(at), caseId: row.id, at },
  )
}
