import { parseArgs } from 'node:util'
import { isLanguage } from '../languages.ts'
import { answer } from '../turn/answer.ts'
import { hearWithNear } from '../turn/find-services.ts'
import { openAssistant, wrongUse } from './open-assistant.ts'

const usage = 'Use: npm run ask -- "Cik maksā pase?" [--lang lv|ru|en] [--municipality NAME] [--on YYYY-MM-DD] [--json] [--explain]'

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        lang: { type: 'string' },
        municipality: { type: 'string' },
        on: { type: 'string' },
        json: { type: 'boolean' },
        explain: { type: 'boolean' },
      },
    })
  } catch (error) {
    return wrongUse(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

const { values, positionals } = readArguments()
const text = positionals.join(' ').trim()
if (!text) wrongUse(usage)
if (values.lang !== undefined && !isLanguage(values.lang)) wrongUse(`--lang: must be lv, ru or en\n${usage}`)
if (values.on !== undefined && Number.isNaN(Date.parse(values.on))) wrongUse(`--on: must be a date such as 2026-12-31\n${usage}`)

const at = values.on === undefined ? undefined : Date.parse(`${values.on}T12:00:00+02:00`)
const deps = await openAssistant({ clock: at === undefined ? undefined : () => at })
const near = await deps.nearest?.(text)
const expected = isLanguage(values.lang) ? values.lang : 'lv'
const { outcome, steps } = answer({ text, expected, context: [], municipality: values.municipality, ...(near && { near }) }, deps)
if (values.json) {
  process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`)
} else {
  process.stdout.write(`${outcome.text}\n`)
  if (outcome.options.length > 0) process.stdout.write(`\n${outcome.options.map((option) => `  [${option.label}]`).join('\n')}\n`)
}
if (values.explain) {
  const heard = hearWithNear(deps.understand(text, outcome.lang), near, deps)
  const isCompared = heard.services[0]?.views.near !== undefined
  const list = (scored: { id: string; score: number }[]) =>
    scored
      .slice(0, 5)
      .map(({ id, score }) => `${id} ${score.toFixed(2)}`)
      .join(', ')
  process.stdout.write(
    [
      '',
      `decision   ${outcome.decision}${outcome.reason ? ` (${outcome.reason})` : ''}, confidence ${outcome.confidence}`,
      `language   ${heard.language}`,
      `kinds      ${Object.entries(heard.kinds)
        .sort(([, a], [, b]) => b - a)
        .map(([kind, score]) => `${kind} ${score.toFixed(2)}`)
        .join(', ')}`,
      `services   views weighed, of them: linear margin, embedder probability, institution named${isCompared ? ', nearest question above the mean' : ''}`,
      ...heard.services
        .slice(0, 5)
        .map(
          ({ id, score, views }) =>
            `  ${id.padEnd(40)} ${score.toFixed(2).padStart(6)}  ${views.linear.toFixed(2).padStart(6)}  ${Math.exp(views.dense).toFixed(3)}  ${views.institution}${views.near === undefined ? '' : `  ${views.near.toFixed(3).padStart(6)}`}`,
        ),
      `named      ${heard.named.join(', ') || 'none'}`,
      `situations ${list([...heard.lifeEvents, ...heard.socialGroups].sort((a, b) => b.score - a.score))}`,
      `facets     ${heard.facets.join(', ') || 'none'}`,
      `concepts   ${heard.concepts.join(', ') || 'none'}`,
      `steps      ${steps.map(({ name, ms }) => `${name} ${ms} ms`).join(', ')}`,
      '',
    ].join('\n'),
  )
}
