import { firstState, type MoveName, moves } from './case-machine.ts'

/** The case machine as a page: a diagram and a table, drawn from the code. */
export function drawCaseMachine(): string {
  const rules = Object.entries(moves) as [MoveName, (typeof moves)[MoveName]][]
  const arrows = rules.flatMap(([name, rule]) => rule.from.map((from) => ({ from, to: 'to' in rule ? rule.to : from, name })))
  const joined = new Map<string, string[]>()
  for (const { from, to, name } of arrows) {
    const key = `${from} --> ${to}`
    joined.set(key, [...(joined.get(key) ?? []), name])
  }
  return [
    '# The states of a case',
    '',
    'Drawn from `src/handoff/case-machine.ts` by `npm run draw`; a test compares the two. A move that is not in the table is refused.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${firstState}: handoff-requested`,
    ...[...joined].map(([key, names]) => `  ${key}: ${names.join(', ')}`),
    '  closed --> [*]',
    '```',
    '',
    '| Move | From | To | By | Event | What happens |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rules.map(([name, rule]) => {
      const to = 'to' in rule ? rule.to : 'stays'
      return `| ${name} | ${rule.from.join(', ')} | ${to} | ${rule.by.join(', ')} | \`${rule.event}\` | ${rule.what} |`
    }),
    '',
    'The holder of the conversation follows from the state: while a case is open an operator has it and the assistant says nothing;',
    'when it is closed (or returned, or left) the assistant answers again.',
    '',
  ].join('\n')
}
