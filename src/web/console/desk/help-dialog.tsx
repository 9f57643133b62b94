import { type Command, commandKeys, keyOf } from './commands.ts'
import { Dialog } from './dialog.tsx'
import { useDesk } from './session.ts'

interface Props {
  bareKeys: boolean
  onBareKeys(on: boolean): void
  onClose(): void
}

/** All keys, with what they do. */
export function HelpDialog({ bareKeys, onBareKeys, onClose }: Props) {
  const { d } = useDesk()
  return (
    <Dialog title={d.keys} onClose={onClose}>
      <p>{d.keysIntro}</p>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{d.key}</th>
            <th scope="col">{d.does}</th>
          </tr>
        </thead>
        <tbody>
          {(Object.keys(commandKeys) as Command[]).map((command) => (
            <tr key={command}>
              <td class="nowrap">
                <kbd>{keyOf(command)}</kbd>
                {command === 'help' && bareKeys && (
                  <>
                    {' '}
                    <kbd>?</kbd>
                  </>
                )}
              </td>
              <td>{d.commands[command]}</td>
            </tr>
          ))}
          <tr>
            <td class="nowrap">
              <kbd>Ctrl+Enter</kbd>
            </td>
            <td>{d.sendKey}</td>
          </tr>
        </tbody>
      </table>
      <label class="check">
        <input type="checkbox" checked={bareKeys} onChange={(event) => onBareKeys(event.currentTarget.checked)} /> {d.questionMark}
      </label>
    </Dialog>
  )
}
