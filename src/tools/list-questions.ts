import { type AskedQuestion, questionsOfCard, readable } from '../reports/asked-questions.ts'
import type { RecordOfPeriod } from './open-record.ts'

/** What people asked about a card, as text; the same question asked often stands once with its count. */
export function listQuestions(id: string, record: RecordOfPeriod): string {
  const { answered, badly, missed } = readable(questionsOfCard(id, record.asked))
  return [
    `${id}, ${record.firstDay} to ${record.lastDay}: ${record.asked.length} questions in all (personal data is masked)`,
    ...section('Answered', answered),
    ...section('Answered badly (a person was asked for, or an operator found another service)', badly),
    ...section('Should have answered (chosen from the options, closed so by an operator, or the likeliest)', missed),
    '',
  ].join('\n')
}

function section(title: string, questions: readonly AskedQuestion[]): string[] {
  const groups = new Map<string, { first: AskedQuestion; count: number }>()
  for (const question of questions) {
    const key = question.text.trim().toLowerCase()
    const group = groups.get(key)
    if (group) group.count++
    else groups.set(key, { first: question, count: 1 })
  }
  const lines = [...groups.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ first, count }) => {
      const day = new Date(first.at).toISOString().slice(0, 10)
      const score = first.services[0] ? ` ${first.services[0].score}` : ''
      return `  ${String(count).padStart(4)} × ${day} ${first.language} ${first.decision}${first.reason ? `:${first.reason}` : ''}${score}  ${first.text.replace(/\s+/g, ' ')}`
    })
  return ['', `${title}: ${questions.length}`, ...(lines.length > 0 ? lines : ['  none'])]
}
