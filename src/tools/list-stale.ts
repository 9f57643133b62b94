import { reviewDue } from '../cards/check-cards.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'

/** Prints what must be reviewed until the end of the quarter of a date, by owner. Returns 1 when something is overdue. */
export function listStale(knowledge: Knowledge, on: string, print: (line: string) => void): 0 | 1 {
  const quarterEnd = endOfQuarter(on)
  const due = [...knowledge.cards.values()].map((card) => ({ card, date: reviewDue(card) })).filter(({ date }) => date <= quarterEnd)
  const owners = [...new Set(due.map(({ card }) => card.owner))].sort()
  for (const owner of owners) {
    const own = due.filter(({ card }) => card.owner === owner).sort((a, b) => (a.date < b.date ? -1 : 1))
    print(`${owner} (${own.length})`)
    for (const { card, date } of own)
      print(`  ${date < on ? 'OVERDUE' : 'due    '} ${date}  ${card.id}  ${card.title}  (${card.texts.lv.file})`)
  }
  const overdue = due.filter(({ date }) => date < on).length
  print(`On ${on}: ${overdue} of ${knowledge.cards.size} cards overdue, ${due.length - overdue} more due by ${quarterEnd}`)
  return overdue > 0 ? 1 : 0
}

function endOfQuarter(date: string): string {
  const [year = 0, month = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, Math.ceil(month / 3) * 3, 0)).toISOString().slice(0, 10)
}
