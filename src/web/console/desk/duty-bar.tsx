import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { api } from '../api.ts'
import { notificationPermission, type Permission } from './alerts.ts'
import { shortcutOf, useCommand } from './commands.ts'
import { Key } from './key-button.tsx'
import { memo } from './memo.ts'
import { useDesk } from './session.ts'
import { fill } from './words/index.ts'

interface Duty {
  open: boolean
  queue: { waiting: number; free: number }
  operators: { username: string; name: string; state: 'available' | 'away'; centre: string | null; maxChats: number; holds: number }[]
}

interface Props {
  sound: boolean
  bareKeys: boolean
  /** Changes when there is a reason to read who is here: connected again, or an offer to me came to nothing. */
  version: string
  onSound(on: boolean): void
  onBareKeys(on: boolean): void
  onHelp(): void
}

/** How often it is read who is here, milliseconds. */
const beat = 20_000

/** Whether I take conversations, who else does, and how the desk makes itself heard. */
export const DutyBar = memo(({ sound, bareKeys, version, onSound, onBareKeys, onHelp }: Props) => {
  const { me, d } = useDesk()
  const [open, setOpen] = useState(false)
  const { duty, setPresence, said } = useDuty(version)
  const mine = duty?.operators.find(({ username }) => username === me.username)?.state
  const available = duty?.operators.filter(({ state }) => state === 'available').length ?? 0
  useCommand('presence', () => setPresence(mine === 'available' ? 'away' : 'available'))
  return (
    <div class="duty">
      <div class="duty-row">
        <fieldset class="presence" aria-keyshortcuts={shortcutOf('presence')}>
          <legend class="hidden">{d.presence}</legend>
          {(['available', 'away'] as const).map((state) => (
            <button key={state} type="button" aria-pressed={mine === state} onClick={() => setPresence(state)}>
              {d[state]}
            </button>
          ))}
        </fieldset>
        <button type="button" aria-expanded={open} aria-controls="duty-panel" onClick={() => setOpen(!open)}>
          {d.duty} <span class="count">{available}</span>
        </button>
        <button type="button" aria-keyshortcuts={shortcutOf('help')} onClick={onHelp}>
          {d.keys} <Key command="help" />
        </button>
      </div>
      <p class="hidden" role="status">
        {said}
      </p>
      <div id="duty-panel" class="duty-panel" hidden={!open}>
        {duty && <OnDuty duty={duty} />}
        <h2>{d.settings}</h2>
        <label class="check">
          <input type="checkbox" checked={sound} onChange={(event) => onSound(event.currentTarget.checked)} /> {d.sound}
        </label>
        <label class="check">
          <input type="checkbox" checked={bareKeys} onChange={(event) => onBareKeys(event.currentTarget.checked)} /> {d.questionMark}
        </label>
        <Notifications />
      </div>
    </div>
  )
})

function useDuty(version: string) {
  const { me, d } = useDesk()
  const [duty, setDuty] = useState<Duty | undefined>()
  const [said, setSaid] = useState('')
  const before = useRef<string | undefined>(undefined)

  const read = useCallback(() => api<Duty>('GET', '/api/v1/duty').then(setDuty, () => undefined), [])
  // Another version is a reason to read again.
  useEffect(() => {
    void read()
    const timer = setInterval(read, beat)
    return () => clearInterval(timer)
  }, [read, version])
  const state = duty?.operators.find(({ username }) => username === me.username)?.state
  useEffect(() => {
    if (before.current && state && state !== before.current) setSaid(state === 'available' ? d.nowAvailable : d.nowAway)
    before.current = state
  }, [state, d])
  const setPresence = useCallback(
    (wanted: 'available' | 'away') => void api('POST', '/api/v1/presence', { state: wanted }).then(read, () => undefined),
    [read],
  )
  return { duty, setPresence, said }
}

function OnDuty({ duty }: { duty: Duty }) {
  const { d } = useDesk()
  return (
    <>
      <h2>{d.dutyOf}</h2>
      {duty.operators.length === 0 ? (
        <p class="quiet-words">{d.nobody}</p>
      ) : (
        <ul class="people">
          {duty.operators.map(({ username, name, state, centre, holds, maxChats }) => (
            <li key={username}>
              <strong>{name}</strong>
              {centre && ` (${centre})`} · {state === 'available' ? d.takes : d.pauses} · {fill(d.holds, { holds, most: maxChats })}
            </li>
          ))}
        </ul>
      )}
      <p class="quiet-words">
        {d.inQueue}: {duty.queue.waiting} · {d.freeSlots}: {duty.queue.free} · {d.hours}: {duty.open ? d.open : d.shut}
      </p>
    </>
  )
}

/** Browsers ask people only after a press of this button. */
function Notifications() {
  const { d } = useDesk()
  const [permission, setPermission] = useState<Permission>(notificationPermission)
  if (permission === 'unsupported') return null
  if (permission === 'granted') return <p class="quiet-words">{d.notificationsOn}</p>
  if (permission === 'denied') return <p class="quiet-words">{d.notificationsOff}</p>
  return (
    <button type="button" onClick={() => Notification.requestPermission().then(setPermission)}>
      {d.allowNotifications}
    </button>
  )
}
