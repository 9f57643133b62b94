import type { Language } from '../../../languages.ts'
import type { CaseSummary, CaseView } from '../api.ts'
import { CardTab } from './card-tab.tsx'
import { ClientTab } from './client-tab.tsx'
import { NotesTab } from './notes-tab.tsx'
import { ReferTab } from './refer-tab.tsx'
import { useDesk } from './session.ts'
import { TabPanel, Tabs } from './tabs.tsx'

export const sideTabs = ['card', 'notes', 'refer', 'client'] as const
export type SideTab = (typeof sideTabs)[number]

interface Props {
  view: CaseView
  mine: boolean
  tab: SideTab
  card: string | undefined
  language: Language
  open: readonly CaseSummary[]
  onTab(tab: SideTab): void
  onCard(service: string): void
  onInsert: ((text: string) => void) | undefined
  /** Something was done: the case is to be read again. */
  onDone(): void
}

/** What helps beside the conversation, a tab at a time. */
export function SidePanel({ view, mine, tab, card, language, open, onTab, onCard, onInsert, onDone }: Props) {
  const { d } = useDesk()
  const knownTags = [...new Set(open.flatMap(({ tags }) => tags))].filter((known) => !view.tags.includes(known)).sort()
  return (
    <aside class="about" aria-label={d.beside}>
      <Tabs
        label={d.beside}
        prefix="side"
        selected={tab}
        onSelect={onTab}
        tabs={[
          { name: 'card', label: d.tabCard },
          { name: 'notes', label: d.tabNotes, count: view.notes.length || undefined },
          { name: 'refer', label: d.tabRefer, count: view.referrals.length || undefined },
          { name: 'client', label: d.tabClient, count: view.linked.length || undefined },
        ]}
      />
      <TabPanel prefix="side" selected={tab}>
        {tab === 'card' && <CardTab service={card} language={language} onCard={onCard} onInsert={onInsert} />}
        {tab === 'notes' && <NotesTab view={view} mine={mine} knownTags={knownTags} onDone={onDone} />}
        {tab === 'refer' && <ReferTab view={view} mine={mine} onInsert={onInsert} onDone={onDone} />}
        {tab === 'client' && <ClientTab view={view} mine={mine} others={open} onDone={onDone} />}
      </TabPanel>
    </aside>
  )
}
