import type { Concept } from '../cards/intent.ts'
import { type Language, languages } from '../languages.ts'
import { loadKnowledge } from '../tools/open-assistant.ts'
import type { Bench, Figure } from './bench.ts'
import { chooseStepwise } from './cross-validation.ts'
import { asTheService, type Classify, describe, learn, mistype, namesStep, type SmallSetSettings, steps, testRounds } from './small-set.ts'
import { CrossValidation } from './small-set-validation.ts'
import { readSplits, type Split } from './tilde-sets.ts'

const goals: Record<Language, { clean: string; noisy?: string }> = {
  lv: { clean: '≥ 0.93', noisy: '≥ 0.91' },
  ru: { clean: '≥ 0.93' },
  en: { clean: '≥ 0.94' },
}

/**
 * The project's classifier on public intent sets in three languages: a model for each set and language, official splits.
 * The settings are chosen for each language by cross-validation on its training questions.
 */
export const bench: Bench = async ({ progress }) => {
  const splits = readSplits()
  const { concepts } = loadKnowledge()
  const trials = 2 + [...steps, namesStep].reduce((sum, options) => sum + options.length, 0)
  const onProgress = progress('Choosing settings on the Tilde sets')
  const figures: Figure[] = []
  let done = 0
  for (const language of languages) {
    const of = splits.filter((split) => split.language === language)
    const choice = await choose(of, concepts, () => onProgress(++done, trials * languages.length))
    figures.push(...(await measure(of, concepts, choice)))
  }
  return figures
}

interface Choice {
  /** From the training questions alone. */
  plain: SmallSetSettings
  /** The intents' names may be learnt too. */
  named: SmallSetSettings
  /** Shares that were right in cross-validation with `named`. */
  held: { clean: number; noisy: number }
}

async function choose(splits: readonly Split[], concepts: readonly Concept[], onTrial: () => void): Promise<Choice> {
  const [{ language }] = splits as [Split]
  const validation = new CrossValidation(
    splits.map(({ train }) => train),
    language,
    concepts,
  )
  const score = async (settings: SmallSetSettings) => {
    const { clean, noisy } = await validation.measure(settings)
    onTrial()
    return clean + noisy
  }
  const { chosen: plain } = await chooseStepwise(asTheService, steps, score)
  const { chosen: named } = await chooseStepwise(plain, [namesStep], score)
  return { plain, named, held: await validation.measure(named) }
}

/** Test questions that are right, by what was learnt. */
interface Right {
  questions: number
  clean: number
  noisy: number
  plain: number
  plainNoisy: number
  linear: number
  linearNoisy: number
  majority: number
}

async function measure(splits: readonly Split[], concepts: readonly Concept[], choice: Choice): Promise<Figure[]> {
  const results: { set: string; right: Right }[] = []
  for (const split of splits) results.push({ set: split.set, right: await countRight(split, concepts, choice) })
  const [{ language }] = splits as [Split]
  const perSet = results.map(
    ({ set, right }): Figure => ({ name: `${language}, clean, ${set}`, value: right.clean / right.questions, unit: '' }),
  )
  return [...perSet, ...figuresOf(language, addUp(results.map(({ right }) => right)), choice)]
}

async function countRight({ language, train, test }: Split, concepts: readonly Concept[], { plain, named }: Choice): Promise<Right> {
  const clean = (classify: Classify) => test.filter(({ text, label }) => classify(text) === label).length
  const noisy = (classify: Classify) =>
    testRounds.reduce(
      (sum, round) => sum + test.filter(({ text, label }, index) => classify(mistype(text, round, index)) === label).length,
      0,
    ) / testRounds.length
  const { best } = await learn(train, language, concepts, named)
  const alone = await learn(train, language, concepts, plain)
  const { linear } = await learn(train, language, concepts, asTheService)
  const frequent = mostFrequent(train.map(({ label }) => label))
  return {
    questions: test.length,
    clean: clean(best),
    noisy: noisy(best),
    plain: clean(alone.best),
    plainNoisy: noisy(alone.best),
    linear: clean(linear),
    linearNoisy: noisy(linear),
    majority: test.filter(({ label }) => label === frequent).length,
  }
}

function figuresOf(language: Language, right: Right, { named, held }: Choice): Figure[] {
  const share = (name: string, count: number): Figure => ({ name: `${language}, ${name}`, value: count / right.questions, unit: '' })
  const against = (ratio: number) => ({ ratio, baseline: 'the linear view alone' })
  const { clean, noisy } = goals[language]
  const all = `all ${right.questions}`
  return [
    { ...share(`clean, ${all}`, right.clean), ...against(right.clean / right.linear), goal: clean },
    {
      ...share(`no diacritics and a typo per 8 characters, ${all}`, right.noisy),
      ...against(right.noisy / right.linearNoisy),
      ...(noisy && { goal: noisy }),
    },
    share("without the intents' names, clean", right.plain),
    share("without the intents' names, noisy", right.plainNoisy),
    share("the linear view alone, the service's settings, clean", right.linear),
    share("the linear view alone, the service's settings, noisy", right.linearNoisy),
    share('always the most frequent intent', right.majority),
    { name: `${language}, held out of the training questions, clean, with ${describe(named)}`, value: held.clean, unit: '' },
    { name: `${language}, held out of the training questions, noisy`, value: held.noisy, unit: '' },
  ]
}

function addUp(parts: readonly Right[]): Right {
  const sum = (of: keyof Right) => parts.reduce((total, part) => total + part[of], 0)
  return {
    questions: sum('questions'),
    clean: sum('clean'),
    noisy: sum('noisy'),
    plain: sum('plain'),
    plainNoisy: sum('plainNoisy'),
    linear: sum('linear'),
    linearNoisy: sum('linearNoisy'),
    majority: sum('majority'),
  }
}

function mostFrequent(labels: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}
