import { describe, expect, it } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import { fitted } from '../../src/detection/fitted.ts'
import { answerThreshold, operatingPoints, thresholds } from '../../src/turn/thresholds.ts'

const usual = { sensitive: false } as Card
const sensitive = { sensitive: true } as Card

describe('how sure the assistant must be', () => {
  it('is at least as much at the safe point as at the helpful one', () => {
    expect(answerThreshold(usual, 'safe')).toBeGreaterThanOrEqual(answerThreshold(usual, 'helpful'))
    expect(answerThreshold(usual, 'safe')).toBe(fitted.answer.safe)
    expect(answerThreshold(usual, 'helpful')).toBe(fitted.answer.helpful)
  })

  it.each(operatingPoints)('is more for a sensitive service (%s)', (point) => {
    expect(answerThreshold(sensitive, point)).toBeGreaterThan(answerThreshold(usual, point))
    expect(answerThreshold(sensitive, point)).toBeGreaterThanOrEqual(fitted.answer.sensitive)
  })

  it('is less for a follow-up that stays with the service', () => {
    expect(answerThreshold(usual, 'safe', true)).toBeLessThan(answerThreshold(usual, 'safe'))
  })

  it.each(operatingPoints)('is never raised by staying with the service (%s)', (point) => {
    expect(answerThreshold(usual, point, true)).toBeLessThanOrEqual(answerThreshold(usual, point))
    expect(answerThreshold(usual, point, true)).toBeLessThanOrEqual(thresholds.followUp)
  })

  it.each(operatingPoints)('is not less for a follow-up about a sensitive service (%s)', (point) => {
    expect(answerThreshold(sensitive, point, true)).toBe(answerThreshold(sensitive, point))
  })

  it.each(operatingPoints)('is the usual one for a service without a card (%s)', (point) => {
    expect(answerThreshold(undefined, point)).toBe(answerThreshold(usual, point))
  })

  it.each(operatingPoints)('is more than it takes to ask back (%s)', (point) => {
    expect(answerThreshold(usual, point)).toBeGreaterThan(thresholds.clarify)
  })
})
