import { describe, expect, it } from 'vitest'
import type { Expectation, LabelledQuestion } from '../../src/evaluation/question-file.ts'
import { type About, renderReport } from '../../src/evaluation/report.ts'
import { type Prediction, type Scores, score } from '../../src/evaluation/score.ts'
import type { Outcome } from '../../src/turn/outcome.ts'

const about: About = {
  file: 'questions.jsonl',
  commit: 'abc1234',
  date: '2026-11-22',
  services: 111,
  thresholds: { safe: 0.91, helpful: 0.6 },
}

let made = 0

/** A prediction that is right unless told otherwise: the passport was asked for and answered. */
function predicted(
  outcome: Partial<Outcome> = {},
  expected: Partial<Expectation> = {},
  question: Partial<Omit<LabelledQuestion, 'expect'>> = {},
): Prediction {
  made++
  return {
    question: {
      id: `q${made}`,
      lang: 'lv',
      text: `Cik maksā pase? (${made})`,
      ...question,
      expect: { kind: 'service', services: ['pase'], ...expected },
    },
    outcome: {
      lang: 'lv',
      decision: 'answer',
      reason: null,
      services: [{ id: 'pase', score: outcome.confidence ?? 0.95 }],
      facet: null,
      lifeEvents: [],
      socialGroups: [],
      confidence: 0.95,
      text: '',
      citations: [],
      options: [],
      expectedAnswer: null,
      ...outcome,
    },
    ms: 1,
  }
}

const wrong = (confidence: number, outcome: Partial<Outcome> = {}) =>
  predicted({ confidence, services: [{ id: 'vīza', score: confidence }], ...outcome })
const refused = () => predicted({ decision: 'decline', reason: 'out-of-scope', confidence: 0 }, { kind: 'out-of-scope', services: [] })
const render = (predictions: Prediction[], more: Partial<About> = {}, scores: Scores = score(predictions)) =>
  renderReport(predictions, scores, { ...about, ...more })

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
const wordsOf = (markup: string) =>
  unescaped(markup.replaceAll(/<[^>]*>/g, ''))
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The cells of a table by its caption, its head first. */
function tableOf(page: string, caption: string): string[][] {
  const table = page.split(`<caption class="hidden">${caption}</caption>`)[1]?.split('</table>')[0] ?? ''
  return [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => wordsOf(cell)),
  )
}

const rowOf = (page: string, caption: string, name: string) => tableOf(page, caption).find(([first]) => first?.includes(name))
const sectionOf = (page: string, id: string) => wordsOf(page.split(`<section id="${id}">`)[1]?.split('</section>')[0] ?? '')

function curveOf(page: string): { x: number; y: number }[] {
  const numbers = (/class="curve" points="([^"]*)"/.exec(page)?.[1] ?? '').split(' ').map(Number)
  return Array.from({ length: numbers.length / 2 }, (_, index) => ({ x: numbers[2 * index] ?? 0, y: numbers[2 * index + 1] ?? 0 }))
}

const placeOf = (page: string, name: string) => new RegExp(`class="point ${name}" transform="translate\\(([^)]*)\\)"`).exec(page)?.[1]

describe('what people wrote', () => {
  const nasty = `<script>alert("x")</script> & 'so' <img src="https://example.org/x.png" onerror=x>`
  const page = render(
    [
      predicted(
        { services: [{ id: `b${nasty}`, score: 0.9 }], lifeEvents: [{ id: `c${nasty}`, score: 0.4 }] },
        { services: [`a${nasty}`], facet: nasty },
        { id: nasty, text: nasty, style: nasty, context: [{ role: 'user', text: nasty }] },
      ),
    ],
    { file: nasty, commit: nasty, date: nasty, baseline: { name: nasty, scores: {} } },
    { [nasty]: 0.5 },
  )

  it('is escaped wherever it stands', () => {
    expect(page).not.toMatch(/<script|<img/i)
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;so&#39; &lt;img src=&quot;https://')
    // File, title, commit, date, baseline, name of the score; then the question and what was wanted and given.
    expect(page.split('&lt;script&gt;').length - 1).toBeGreaterThanOrEqual(15)
  })

  it('brings no address from elsewhere', () => {
    const attributes = [...page.matchAll(/<[a-z][^>]*?\s(?:src|href|xlink:href|action|srcset|data)\s*=\s*"([^"]*)"/gi)].map(([, to]) => to)
    expect(attributes.length).toBeGreaterThan(0)
    expect(attributes.filter((to) => !/^#[a-z]+$/.test(to ?? ''))).toEqual([])
    expect(page).not.toMatch(/url\(|@import|<link|<iframe|<object/i)
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  })

  it('keeps its language for whoever has it read aloud', () => {
    expect(render([wrong(0.9)])).toContain('<span lang="lv">Cik maksā pase?')
  })
})

describe('the scores', () => {
  const scores = {
    'service.top1': 103 / 112,
    'service.top3': 0.99,
    answeredWrong: 0.05,
    clarified: 0.2,
    ece: 0.05,
    facet: null,
    novel: 0.5,
  }
  const before = { 'service.top1': 0.9, 'service.top3': 0.995, answeredWrong: 0.07, clarified: 0.3, ece: 0.0501, facet: 0.8 }
  const page = render([], { baseline: { name: 'the commit before', scores: before } }, scores)

  it.each([
    // score       measured   goal      met?          against the baseline
    ['service.top1', '0.91964', '≥ 0.92', '✗ missed', '+0.020 better'], // 0.920 would look met
    ['service.top3', '0.990', '≥ 0.98', '✓ met', '−0.005 worse'],
    ['answeredWrong', '0.050', '≤ 0.03', '✗ missed', '−0.020 better'],
    ['clarified', '0.200', '–', 'no goal', '−0.100'], // neither direction is better by itself
    ['ece', '0.050', '≤ 0.05', '✓ met', 'same'],
    ['facet', '–', '≥ 0.90', 'no data', '–'],
    ['novel', '0.500', '–', 'no goal', '–'], // a score that came later
  ])('%s %s against %s is %s, %s', (name, ...cells) => {
    expect(rowOf(page, 'Scores', name)?.slice(1)).toEqual(cells)
  })

  it('are summed up in words', () => {
    expect(sectionOf(page, 'scores')).toContain('2 of 4 measured goals met; no data for 1 more.')
    expect(sectionOf(page, 'scores')).toContain('Compared with: the commit before.')
  })

  it('have no column of differences without a baseline', () => {
    expect(tableOf(render([], {}, scores), 'Scores')[0]).toEqual(['What', 'Score', 'Goal', 'Met?'])
  })

  it('know every score that is measured', () => {
    const rows = tableOf(render([refused()]), 'Scores').slice(1)
    expect(rows.filter(([what]) => !what?.includes(' '))).toEqual([])
    expect(rows.length).toBe(Object.keys(score([])).length)
  })
})

describe('the risk–coverage curve', () => {
  // By falling confidence: right .95, right .91, wrong .7, wrong .3 (asked back); handed off counts as 0 and is right.
  const predictions = [
    wrong(0.3, { decision: 'clarify' }),
    predicted({ confidence: 0.91 }),
    predicted({ confidence: 0.99, decision: 'handoff' }, { kind: 'out-of-scope', services: [] }),
    wrong(0.7),
    predicted({ confidence: 0.95 }, { kind: 'follow-up' }),
    predicted({ decision: 'smalltalk' }, { kind: 'smalltalk' }), // not on the curve
  ]

  it('has a point for each service, follow-up and out-of-scope question', () => {
    const page = render(predictions)
    expect(curveOf(page).map(({ x }) => x)).toEqual([109.2, 166.4, 223.6, 280.8, 338])
    expect(tableOf(page, 'Risk and coverage').map(([kept]) => kept)).toEqual(['Questions kept', '1', '2', '3', '4', '5'])
  })

  it('has a height whose mean is the AURC', () => {
    // The worst share of wrong ones is 2 of 4, so the axis ends at 50 % (y = 44) and begins at 0 % (y = 224).
    const points = curveOf(render(predictions))
    expect(points.map(({ y }) => y)).toEqual([224, 224, 104, 44, 80])
    const mean = points.reduce((sum, { y }) => sum + (0.5 * (224 - y)) / 180, 0) / points.length
    expect(mean).toBeCloseTo(score(predictions).aurc ?? Number.NaN, 3)
  })

  it('shows the thresholds where they belong', () => {
    const page = render(predictions)
    // Safe, .91: two of five are kept, none wrong. x = 52 + 2/5 × (338 − 52), y = 224.
    expect(placeOf(page, 'safe')).toBe('166.4 224')
    // Helpful, .60: three of five, one of three wrong. x = 52 + 3/5 × 286, y = 224 − (1/3 ÷ 0.5) × 180.
    expect(placeOf(page, 'helpful')).toBe('223.6 104')
    expect(sectionOf(page, 'curve')).toContain(
      'safe: a confidence of 0.91 or more keeps 2 of 5 questions (40.0 %); 0.0 % of them are wrong.',
    )
    expect(sectionOf(page, 'curve')).toContain(
      'helpful: a confidence of 0.60 or more keeps 3 of 5 questions (60.0 %); 33.3 % of them are wrong.',
    )
    expect(tableOf(page, 'Risk and coverage').map((row) => row[4])).toEqual(['Operating point', '–', 'safe', 'helpful', '–', '–'])
  })

  it('says so when no question reaches a threshold', () => {
    const page = render(predictions, { thresholds: { safe: 0.98, helpful: 0.6 } })
    expect(placeOf(page, 'safe')).toBeUndefined()
    expect(placeOf(page, 'helpful')).toBe('223.6 104')
    expect(sectionOf(page, 'curve')).toContain('safe: no question has a confidence of 0.98 or more.')
  })

  it('has a short table when it is long', () => {
    const page = render(Array.from({ length: 200 }, (_, index) => predicted({ confidence: 1 - index / 1000 })))
    expect(curveOf(page).length).toBe(200)
    // Every tenth question, and where the safe threshold lies; all 200 reach the helpful one.
    expect(tableOf(page, 'Risk and coverage').slice(1).length).toBe(21)
    expect(rowOf(page, 'Risk and coverage', '91')).toEqual(['91', '45.5 %', '0.0 %', '0.910', 'safe'])
  })
})

describe('the calibration plot', () => {
  const predictions = [
    predicted({ confidence: 1 }),
    predicted({ confidence: 0.92 }),
    wrong(0.96),
    predicted({ confidence: 0.42, decision: 'clarify' }),
    wrong(0.48, { decision: 'clarify' }),
    predicted({ confidence: 0.44, decision: 'handoff' }), // no confidence was stated
    refused(),
  ]
  const page = render(predictions)

  it('has ten bins with confidence and share right', () => {
    const rows = tableOf(page, 'Calibration').slice(1)
    expect(rows.length).toBe(10)
    expect(rows[4]).toEqual(['0.4 to 0.5', '0', '–', '–', '2', '0.450', '50.0 %'])
    expect(rows[9]).toEqual(['0.9 to 1', '3', '0.960', '66.7 %', '3', '0.960', '66.7 %'])
    expect(rows.filter((row) => row[4] === '0').length).toBe(8)
  })

  it('draws each filled bin at its mean confidence and share right', () => {
    const places = (kind: string) =>
      [...page.matchAll(new RegExp(`class="${kind} dot" transform="translate\\(([^)]*)\\)"`, 'g'))].map(([, at]) => at)
    // x = 52 + .45 × 286 and 52 + .96 × 286; y = 192 − .5 × 180 and 192 − 2/3 × 180.
    expect(places('all')).toEqual(['180.7 102', '326.56 72'])
    expect(places('answered')).toEqual(['326.56 72'])
  })

  it('draws the sizes as bars, the largest full', () => {
    const heights = (kind: string) =>
      [...page.matchAll(new RegExp(`<rect class="${kind}" [^>]*height="([^"]*)"`, 'g'))].map(([, height]) => Number(height))
    expect(heights('all')).toEqual([0, 0, 0, 0, 29.33, 0, 0, 0, 0, 44])
    expect(heights('answered')).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 44])
  })

  it('tells the ECE of the score, and of what was asked back too', () => {
    // |.96 − 2/3| of the answered; with the two asked back, (3 × that + 2 × |.45 − .5|) ÷ 5.
    expect(sectionOf(page, 'calibration')).toContain('answered, 3 questions, ECE 0.293 (the score above)')
    expect(sectionOf(page, 'calibration')).toContain('answered or asked back, 5 questions, ECE 0.196')
    expect(rowOf(page, 'Scores', 'ece')?.[1]).toBe('0.293')
  })
})

describe('confusions', () => {
  const mixed = (wanted: string, given: string, outcome: Partial<Outcome> = {}) =>
    predicted({ services: [{ id: given, score: 0.5 }], ...outcome }, { services: [wanted] })

  it('count what was given for what was wanted; pairs mistaken both ways stand together and first', () => {
    const page = render([
      mixed('a', 'b'),
      mixed('a', 'b'),
      mixed('x', 'y'),
      mixed('y', 'x', { decision: 'clarify' }),
      mixed('x', 'y'),
      predicted({ services: [], decision: 'smalltalk' }),
      predicted(),
    ])
    const [, ...rows] = tableOf(page, 'Services mistaken for each other')
    expect(rows.map(([pair, times]) => `${pair} ${times}`)).toEqual(['x→ y 2', 'y→ x 1', 'a→ b 2', 'pase→ none 1'])
    expect(rows[2]?.[2]).toMatch(/^Cik maksā pase\? .*\(q\d+\)$/)
  })

  it('count decisions by kind, near misses apart', () => {
    const page = render([
      predicted(),
      wrong(0.5, { decision: 'clarify' }),
      refused(),
      predicted({}, { kind: 'out-of-scope', services: [], 'near-miss': true }),
    ])
    expect(tableOf(page, 'Kinds of question and decisions')).toEqual([
      ['Wanted', 'Questions', 'Right', 'answer', 'clarify', 'plan', 'smalltalk', 'handoff', 'decline'],
      ['service', '2', '50.0 %', '1', '1', '0', '0', '0', '0'],
      ['out-of-scope', '1', '100.0 %', '0', '0', '0', '0', '0', '1'],
      ['out-of-scope (near miss)', '1', '0.0 %', '1', '0', '0', '0', '0', '0'],
    ])
  })

  it('count the parts of the card where the service is right, also those that are accepted beside the wanted one', () => {
    const predictions = [
      predicted({ facet: 'fee' }, { facet: 'fee' }),
      predicted({ facet: 'amount' }, { facet: 'fee', facets_ok: ['fee', 'amount'] }),
      predicted({ facet: 'steps' }, { facet: 'fee' }),
      predicted({ facet: null }, { facet: 'steps' }),
      predicted({ facet: 'fee', services: [{ id: 'vīza', score: 0.5 }] }, { facet: 'fee' }), // another service: not judged
    ]
    const page = render(predictions)
    expect(tableOf(page, 'Parts of the card wanted and given')).toEqual([
      ['Wanted', 'Questions', 'Right', 'steps', 'fee', 'amount', 'none'],
      ['steps', '1', '0.0 %', '0', '0', '0', '1'],
      ['fee', '3', '66.7 %', '1', '1', '1', '0'],
    ])
    expect(score(predictions).facet).toBe(0.5)
  })
})

it('shows service questions by language and by style', () => {
  const page = render([
    predicted({}, {}, { style: 'direct' }),
    predicted(
      {
        decision: 'clarify',
        services: [
          { id: 'vīza', score: 0.5 },
          { id: 'pase', score: 0.4 },
        ],
      },
      {},
      { style: 'long' },
    ),
    predicted({ decision: 'handoff' }, {}, { lang: 'ru', style: 'direct' }),
    predicted({ decision: 'decline' }, {}, { lang: 'ru' }),
    predicted({ decision: 'plan' }, {}, { lang: 'ru', style: 'direct' }),
    refused(),
  ])
  const head = ['Questions', 'Top-1', 'Top-3', 'Answered', 'Asked back', 'Handed off', 'Otherwise']
  expect(tableOf(page, 'By language')).toEqual([
    ['Language', ...head],
    ['ru', '3', '100.0 %', '100.0 %', '33.3 %', '0.0 %', '33.3 %', '33.3 %'],
    ['lv', '2', '50.0 %', '100.0 %', '50.0 %', '50.0 %', '0.0 %', '0.0 %'],
  ])
  expect(tableOf(page, 'By style').map(([style, count]) => `${style} ${count}`)).toEqual([
    'Style Questions',
    'direct 3',
    'long 1',
    'not given 1',
  ])
})

describe('the worst errors', () => {
  const named = (id: string, { question, ...rest }: Prediction): Prediction => ({ ...rest, question: { ...question, id } })
  const candidates = ['b', 'c', 'pase', 'd'].map((id, index) => ({ id, score: 0.8 - index / 5 }))
  const page = render([
    named('less-sure', wrong(0.7)),
    named('surest', wrong(0.97, { services: candidates, facet: 'fee' })),
    named('asked-back', wrong(0.5, { decision: 'clarify' })),
    named('right', predicted()),
    named(
      'a-plan',
      predicted(
        { decision: 'plan', confidence: 0.8, lifeEvents: [{ id: 'nāve', score: 0.8 }] },
        { kind: 'life-event', services: [], ids: ['bērns'] },
      ),
    ),
    named(
      'handed-off',
      predicted({ decision: 'handoff', reason: 'low-confidence', confidence: 0.1, services: candidates }, { facet: 'fee' }),
    ),
    named(
      'follow-up',
      predicted({ decision: 'decline', confidence: 0.2 }, { kind: 'follow-up' }, { context: [{ role: 'user', text: 'Un vīza?' }] }),
    ),
    named('rightly-handed-off', predicted({ decision: 'handoff', services: [{ id: 'b', score: 0.1 }] })),
  ])
  const idsIn = (id: string) =>
    [...(page.split(`<section id="${id}">`)[1]?.split('</section>')[0] ?? '').matchAll(/<li>\n<p class="note">(\S+)/g)].map(
      ([, name]) => name,
    )

  it('are the wrong answers and plans, the surest first', () => {
    expect(idsIn('errors')).toEqual(['surest', 'a-plan', 'less-sure'])
  })

  it('tell what was wanted and given, three candidates and why', () => {
    expect(sectionOf(page, 'errors')).toContain(
      'Wantedservice pase Givenanswer b, about fee Candidatesb 0.800c 0.600pase 0.400 Whydecision answer, no reason given, confidence 0.970',
    )
    expect(sectionOf(page, 'errors')).toContain('Wantedlife-event bērns Givenplan nāve')
  })

  it('end with what was handed off needlessly', () => {
    expect(idsIn('handoffs')).toEqual(['follow-up', 'handed-off'])
    expect(sectionOf(page, 'handoffs')).toContain('2 questions went to a person or were declined')
    expect(sectionOf(page, 'handoffs')).toContain('(service questions, which the score counts: 1)')
    expect(sectionOf(page, 'handoffs')).toContain('Client: Un vīza?')
    expect(sectionOf(page, 'handoffs')).toContain('decision handoff, reason low-confidence, confidence 0.100')
  })
})

describe('a set without anything to show', () => {
  const nonsense = /NaN|Infinity|undefined|null|\[object/

  it('of no questions says so in every section', () => {
    const page = render([])
    expect(page).not.toMatch(nonsense)
    expect(page).not.toContain('<svg')
    expect(sectionOf(page, 'curve')).toContain('there is no curve')
    expect(sectionOf(page, 'calibration')).toContain('there is no confidence to judge')
    expect(sectionOf(page, 'confusions')).toContain('No service stands first where another was wanted.')
    expect(sectionOf(page, 'confusions')).toContain('There are no questions.')
    expect(sectionOf(page, 'confusions')).toContain('No question with a right service asks for a part of the card.')
    expect(sectionOf(page, 'groups')).toContain('There are no service questions.')
    expect(sectionOf(page, 'errors')).toContain('No question was answered wrong.')
    expect(sectionOf(page, 'handoffs')).toContain('No question was handed off or declined')
    expect(sectionOf(render([], {}, {}), 'scores')).toContain('There are no scores.')
  })

  it('of right answers only has a flat curve and no errors', () => {
    const page = render(Array.from({ length: 8 }, () => predicted({ confidence: 1 })))
    expect(page).not.toMatch(nonsense)
    expect(curveOf(page).map(({ y }) => y)).toEqual(new Array(8).fill(224))
    expect(placeOf(page, 'safe')).toBe('338 224')
    expect(placeOf(page, 'helpful')).toBe('338 224')
    expect(sectionOf(page, 'calibration')).toContain('ECE 0.000')
    expect(sectionOf(page, 'confusions')).toContain('No service stands first where another was wanted.')
    expect(sectionOf(page, 'errors')).toContain('No question was answered wrong.')
    expect(sectionOf(page, 'handoffs')).toContain('No question was handed off or declined')
  })

  it.each([
    ['one wrong answer', () => [wrong(0.99)]],
    ['only questions asked back', () => [wrong(0.3, { decision: 'clarify' })]],
    ['only small talk', () => [predicted({ decision: 'smalltalk', services: [] }, { kind: 'smalltalk', services: [] })]],
  ])('%s does not break it', (_, make) => {
    expect(render(make())).not.toMatch(nonsense)
  })
})

it('names each picture and gives its figures as a table', () => {
  const page = render([predicted(), wrong(0.5)])
  const pictures = page.match(/<svg .*?<\/svg>/gs) ?? []
  expect(pictures.length).toBe(2)
  for (const picture of pictures) expect(picture).toMatch(/role="img" aria-labelledby="([a-z-]+)"><title id="\1">/)
  expect(page.match(/<details><summary>[^<]+<\/summary><div class="scroll" role="region"/g)?.length).toBe(2)
})
