import { useEffect, useRef, useState } from 'preact/hooks'
import type { AskedQuestion, CardQuestions } from '../../reports/asked-questions.ts'
import type { PreviewedAnswer } from '../../reports/preview-card.ts'
import { renderMarkdown } from '../markdown.ts'
import { type ContentWords, contentWords } from './content-words.ts'
import { useReport } from './use-report.ts'
import { type ConsoleLanguage, consoleLanguages } from './words.ts'

interface CardReport {
  id: string
  title: string
  answers: PreviewedAnswer[]
  questions: CardQuestions
}

interface Props {
  id: string
  language: ConsoleLanguage
  onSignedOut(): void
}

/** One card as the chat shows it today, and what people asked about it. */
export function ContentCard({ id, language, onSignedOut }: Props) {
  const t = contentWords[language]
  const [report, again] = useReport<CardReport>(`/api/v1/reports/content/cards/${id}`, onSignedOut)
  const [shown, setShown] = useState<ConsoleLanguage>(language)
  return (
    <main class="content">
      <p>
        <a href="/console/content">← {t.backToAll}</a>
      </p>
      {report.state === 'loading' && <p role="status">{t.loading}</p>}
      {report.state === 'failed' && (
        <p class="error" role="alert">
          {report.status === 404 ? t.notFound : `${t.failed} ${report.message}`}{' '}
          <button type="button" onClick={again}>
            {t.again}
          </button>
        </p>
      )}
      {report.state === 'there' && (
        <>
          <h2 lang="lv">{report.value.title}</h2>
          <p class="hint">{report.value.id}</p>
          <section aria-labelledby="shown">
            <h3 id="shown">{t.asShown}</h3>
            <fieldset class="choose">
              <legend class="hidden">{t.languageOfAnswer}</legend>
              {consoleLanguages.map((code) => (
                <button key={code} type="button" lang={code} aria-pressed={code === shown} onClick={() => setShown(code)}>
                  {code.toUpperCase()}
                </button>
              ))}
            </fieldset>
            <ul class="answers">
              {report.value.answers
                .filter((answer) => answer.language === shown)
                .map((answer) => (
                  <li key={answer.facet}>
                    <p class="hint">{answer.facet ? t.facets[answer.facet] : t.summary}</p>
                    <Answer answer={answer} />
                  </li>
                ))}
            </ul>
          </section>
          <section aria-labelledby="asked">
            <h3 id="asked">{t.whatAsked}</h3>
            <Asked title={t.badly} questions={report.value.questions.badly} t={t} />
            <Asked title={t.missed} questions={report.value.questions.missed} t={t} />
            <Asked title={t.answered} questions={report.value.questions.answered} t={t} />
          </section>
        </>
      )}
    </main>
  )
}

function Answer({ answer }: { answer: PreviewedAnswer }) {
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    body.current?.replaceChildren(renderMarkdown(answer.text))
  }, [answer.text])
  return (
    <div class="turn shown">
      <div class="body" lang={answer.language} ref={body} />
      <p class="buttons" lang={answer.language}>
        {answer.options.map((label) => (
          <span key={label}>{label}</span>
        ))}
      </p>
    </div>
  )
}

function Asked({ title, questions, t }: { title: string; questions: AskedQuestion[]; t: ContentWords }) {
  return (
    <>
      <h4>
        {title} ({questions.length})
      </h4>
      {questions.length === 0 ? (
        <p class="empty">{t.none}</p>
      ) : (
        <ul class="asked">
          {questions.slice(0, 100).map((question) => (
            <li key={`${question.at} ${question.text}`} lang={question.language}>
              {question.text}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
