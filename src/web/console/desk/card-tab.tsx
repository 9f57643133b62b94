import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../../languages.ts'
import type { FoundCard, ShownCard } from '../../../operator/search-cards.ts'
import { renderMarkdown } from '../../markdown.ts'
import { api } from '../api.ts'
import { formatDate } from './clock.ts'
import { Key } from './key-button.tsx'
import { useDesk } from './session.ts'
import { fill, wordOf } from './words/index.ts'

interface Props {
  /** The card that is shown. */
  service: string | undefined
  /** Of the texts: the client's. */
  language: Language
  onCard(service: string): void
  /** Absent: the operator does not hold the conversation. */
  onInsert: ((text: string) => void) | undefined
}

/** Search in cards, and one card beside the conversation. */
export function CardTab({ service, language, onCard, onInsert }: Props) {
  return (
    <>
      <CardSearch language={language} onCard={onCard} />
      <CardView service={service} language={language} onInsert={onInsert} />
    </>
  )
}

/** After a pause this long in typing the search begins, milliseconds. */
const pause = 200

function CardSearch({ language, onCard }: Pick<Props, 'language' | 'onCard'>) {
  const { d } = useDesk()
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<FoundCard[] | undefined>()
  useEffect(() => {
    const query = typed.trim()
    if (query === '') {
      setFound(undefined)
      return
    }
    let current = true
    const timer = setTimeout(
      () =>
        api<{ cards: FoundCard[] }>('GET', `/api/v1/cards?lang=${language}&q=${encodeURIComponent(query)}`).then(
          ({ cards }) => current && setFound(cards),
          () => current && setFound([]),
        ),
      pause,
    )
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [typed, language])
  return (
    <search class="card-search">
      <label for="card-search">
        {d.searchCards} <Key command="cards" />
      </label>
      <input
        id="card-search"
        type="search"
        autocomplete="off"
        maxLength={300}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <p class="hidden" role="status">
        {found && (found.length === 0 ? d.noCards : fill(d.cardsFound, { count: found.length }))}
      </p>
      {found?.length === 0 && <p class="quiet-words">{d.noCards}</p>}
      {found && found.length > 0 && (
        <ul class="found">
          {found.map((card) => (
            <li key={card.id}>
              <button
                type="button"
                onClick={() => {
                  onCard(card.id)
                  setTyped('')
                }}
              >
                <span lang={language}>{card.title}</span> <span class="quiet-words">{card.institution}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  )
}

function CardView({ service, language, onInsert }: Pick<Props, 'service' | 'language' | 'onInsert'>) {
  const { t, d, language: console } = useDesk()
  const [card, setCard] = useState<ShownCard | undefined>()
  const [error, setError] = useState('')
  useEffect(() => {
    if (!service) return
    let current = true
    api<ShownCard>('GET', `/api/v1/cards/${service}?lang=${language}`).then(
      (read) => {
        if (!current) return
        setCard(read)
        setError('')
      },
      (failure: Error) => current && setError(failure.message),
    )
    return () => {
      current = false
    }
  }, [service, language])
  if (error) return <p class="error">{`${t.failed} ${error}`}</p>
  if (!service || !card) return <p class="quiet-words">{service ? d.loading : d.noCard}</p>
  return (
    <article class="card" aria-label={card.title}>
      <h3 lang={language}>{card.title}</h3>
      <p class="quiet-words">
        {card.institution} · {d.reviewed} {formatDate(card.reviewed, console)} ·{' '}
        <a href={card.url} target="_blank" rel="noopener noreferrer">
          {d.source}
        </a>
      </p>
      {card.sections.map((section, index) => (
        <details key={section.heading} open={index === 0}>
          <summary lang={language}>{section.heading}</summary>
          <Markdown text={section.text} language={language} />
          {onInsert && (
            <button type="button" class="small" onClick={() => onInsert(section.text)}>
              {d.insert}
              <span class="hidden">: {section.facet ? wordOf(t.facets, section.facet) : section.heading}</span>
            </button>
          )}
        </details>
      ))}
    </article>
  )
}

export function Markdown({ text, language }: { text: string; language: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.replaceChildren(renderMarkdown(text)), [text])
  return <div class="markdown" lang={language} ref={box} />
}
