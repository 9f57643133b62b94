import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { languages } from '../../src/languages.ts'
import { drawFigures } from '../../src/reports/draw-figures.ts'
import { commonRules, figureDefinitions } from '../../src/reports/figure-definitions.ts'

it('docs/figures.md is what the code says; `npm run draw` writes it', () => {
  expect(readFileSync('docs/figures.md', 'utf8')).toBe(drawFigures())
})

it.each(languages)('every figure has a name and a definition in %s, and no two the same name', (language) => {
  const names = Object.values(figureDefinitions).map(({ name }) => name[language])
  expect(new Set(names).size).toBe(names.length)
  for (const { definition } of Object.values(figureDefinitions)) expect(definition[language]).toMatch(/[.]$/)
  for (const rule of commonRules) expect(rule[language]).toMatch(/[.]$/)
})
