import { commonRules, type FigureGroup, figureGroups, groupNames } from '../../reports/figure-definitions.ts'
import type { Figure } from '../../reports/quality.ts'
import { figureText, number } from './board-format.ts'
import { type BoardWords, boardWords } from './board-words.ts'
import type { ConsoleLanguage } from './words.ts'

/** All figures, by group, each with its goal and its definition. */
export function Figures({ figures, language }: { figures: readonly Figure[]; language: ConsoleLanguage }) {
  const t = boardWords[language]
  return (
    <>
      {(Object.keys(figureGroups) as FigureGroup[]).map((group) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h3 id={`group-${group}`}>{groupNames[group][language]}</h3>
          <ul class="figures">
            {figures
              .filter((figure) => figure.group === group)
              .map((figure) => (
                <li key={figure.id}>
                  <FigureCard figure={figure} language={language} t={t} />
                </li>
              ))}
          </ul>
        </section>
      ))}
      <details class="rules">
        <summary>{t.rules}</summary>
        <ul>
          {commonRules.map((rule) => (
            <li key={rule.en}>{rule[language]}</li>
          ))}
        </ul>
      </details>
    </>
  )
}

function FigureCard({ figure, language, t }: { figure: Figure; language: ConsoleLanguage; t: BoardWords }) {
  const { id, unit, value, numerator, denominator, name, definition } = figure
  const missing = id.startsWith('public-') ? t.noPosts : t.noData
  const state = figure.goal === null ? '' : figure.met === null ? 'unjudged' : figure.met ? 'met' : 'missed'
  return (
    <div class={`figure ${state}`}>
      <h4>{name[language]}</h4>
      <p class={value === null ? 'value none' : 'value'}>{figureText(value, unit, language, t) ?? missing}</p>
      {unit === 'share' && denominator !== null && denominator > 0 && (
        <p class="parts">
          {number(numerator ?? 0, language)} {t.of} {number(denominator, language)}
        </p>
      )}
      {(unit === 'score' || unit === 'time') && denominator !== null && denominator > 0 && (
        <p class="parts">n = {number(denominator, language)}</p>
      )}
      {figure.goal && <GoalLine figure={figure} language={language} t={t} />}
      <details>
        <summary>
          {t.definition}
          <span class="hidden">: {name[language]}</span>
        </summary>
        <p>{definition[language]}</p>
      </details>
    </div>
  )
}

/** The state in words and in a shape: nobody has to tell colours apart. */
function GoalLine({ figure: { goal, met }, language, t }: { figure: Figure; language: ConsoleLanguage; t: BoardWords }) {
  if (!goal) return null
  const words = met === null ? t.nothingToJudge : met ? t.met : t.missed
  return (
    <p class="goal">
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {met === null ? (
          <circle class="shape" cx="8" cy="8" r="6" />
        ) : met ? (
          <path class="shape" d="M2 8.5L6.5 13L14 3.5" />
        ) : (
          <path class="shape" d="M8 2L15 14H1Z" />
        )}
      </svg>{' '}
      <strong>{words}</strong>{' '}
      <span>
        {t.goal} {goal.rule === 'at-least' ? '≥' : '>'} {figureText(goal.value, 'share', language, t)}
      </span>
    </p>
  )
}
