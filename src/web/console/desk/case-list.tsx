import type { CaseSummary } from '../api.ts'
import { CaseRow } from './case-row.tsx'
import { memo } from './memo.ts'
import { useDesk } from './session.ts'
import { TabPanel, Tabs } from './tabs.tsx'

export const lists = ['queue', 'mine', 'others', 'closed'] as const
export type ListName = (typeof lists)[number]

interface Props {
  name: ListName
  /** The cases of the chosen list. */
  entries: readonly CaseSummary[]
  counts: Record<ListName, number | undefined>
  ready: boolean
  selected: string | undefined
  isUnread(entry: CaseSummary): boolean
  anyUnread: boolean
  onList(name: ListName): void
  onSelect(id: string): void
}

/** The lists at the left, one at a time. */
export const CaseList = memo(({ name, entries, counts, ready, selected, isUnread, anyUnread, onList, onSelect }: Props) => {
  const { t, d } = useDesk()
  const empty = name === 'queue' ? t.emptyQueue : name === 'mine' ? t.emptyMine : t.emptyOther
  return (
    <section class="lists" aria-label={d.list}>
      <Tabs
        label={d.lists}
        prefix="list"
        selected={name}
        onSelect={onList}
        tabs={lists.map((list) => ({
          name: list,
          label: t[list],
          count: counts[list],
          mark: list === 'mine' && anyUnread ? d.unread : undefined,
        }))}
      />
      <TabPanel prefix="list" selected={name}>
        {entries.length === 0 && <p class="empty">{ready ? empty : d.loading}</p>}
        <ul class="cases">
          {entries.map((entry, index) => (
            <CaseRow
              key={entry.id}
              entry={entry}
              selected={entry.id === selected}
              unread={name === 'mine' && isUnread(entry)}
              place={name === 'queue' ? index + 1 : undefined}
              onSelect={onSelect}
            />
          ))}
        </ul>
      </TabPanel>
    </section>
  )
})
