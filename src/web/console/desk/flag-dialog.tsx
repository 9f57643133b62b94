import { useState } from 'preact/hooks'
import { api, type CaseView } from '../api.ts'
import { Dialog } from './dialog.tsx'
import { useDesk } from './session.ts'

interface Props {
  view: CaseView
  /** The assistant's turn that it is about. */
  seq: number
  onClose(): void
}

type Kind = 'wrong-answer' | 'out-of-date' | 'missing-question'

/** What is wrong in the knowledge goes to the editors by one press, with the client's question. */
export function FlagDialog({ view, seq, onClose }: Props) {
  const { t, d } = useDesk()
  const [comment, setComment] = useState('')
  const [said, setSaid] = useState<{ done: boolean; words: string }>({ done: false, words: '' })
  const answer = view.transcript.find((turn) => turn.seq === seq)
  const question = view.transcript.findLast((turn) => turn.from === 'client' && turn.seq < seq)

  const tell = async (kind: Kind) => {
    try {
      const service = answer?.assistant?.services?.[0]?.id
      await api('POST', `/api/v1/cases/${view.id}/flags`, {
        kind,
        ...(question && { seq: question.seq }),
        ...(service && { service }),
        ...(comment.trim() && { comment: comment.trim() }),
      })
      setSaid({ done: true, words: d.flagSent })
    } catch (error) {
      setSaid({ done: false, words: `${t.failed} ${(error as Error).message}` })
    }
  }
  return (
    <Dialog title={d.flag} onClose={onClose}>
      <p>
        <strong>{d.flagAbout}:</strong> <q lang={question?.lang}>{question?.text}</q>
      </p>
      {!said.done && (
        <>
          <label>
            {d.flagComment}
            <textarea rows={2} maxLength={2000} value={comment} onInput={(event) => setComment(event.currentTarget.value)} />
          </label>
          <p class="hint">{d.flagHelp}</p>
          <div class="actions">
            {(Object.keys(d.flagKinds) as Kind[]).map((kind) => (
              <button key={kind} type="button" onClick={() => tell(kind)}>
                {d.flagKinds[kind]}
              </button>
            ))}
          </div>
        </>
      )}
      <p class={said.done ? 'done' : 'error'} role="status">
        {said.words}
      </p>
    </Dialog>
  )
}
