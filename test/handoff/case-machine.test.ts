import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ServiceError } from '../../src/errors.ts'
import { type CaseState, caseStates, firstState, type MoveName, moves, stateAfter } from '../../src/handoff/case-machine.ts'
import { drawCaseMachine } from '../../src/handoff/draw-case-machine.ts'
import { addNote } from '../../src/operator/add-note.ts'
import type { Operator, OperatorDeps } from '../../src/operator/case.ts'
import { closeCase } from '../../src/operator/close-case.ts'
import { releaseCase } from '../../src/operator/release-case.ts'
import { replyToClient } from '../../src/operator/reply-to-client.ts'
import { returnCase } from '../../src/operator/return-case.ts'
import { takeCase } from '../../src/operator/take-case.ts'
import { takeOverCase } from '../../src/operator/take-over-case.ts'
import { anna, janis, operatorWorld } from './../operator/operator-world.ts'

const lead: Operator = { id: 'op-3', username: 'liga', name: 'Līga Kalniņa', role: 'lead' }

describe('the table of moves', () => {
  it('leads from the first state to every other, and out of closed nowhere', () => {
    const reached = new Set<CaseState>([firstState])
    for (const state of reached) {
      for (const rule of Object.values(moves)) {
        if ((rule.from as readonly CaseState[]).includes(state) && 'to' in rule) reached.add(rule.to)
      }
    }
    expect([...reached].sort()).toEqual([...caseStates].sort())
    expect(Object.values(moves).filter(({ from }) => (from as readonly CaseState[]).includes('closed'))).toEqual([])
  })

  it('refuses whatever it does not list, and says in which state the case is', () => {
    const names = Object.keys(moves) as MoveName[]
    fc.assert(
      fc.property(fc.constantFrom(...caseStates), fc.constantFrom(...names), (state, name) => {
        const allowed = (moves[name].from as readonly CaseState[]).includes(state)
        if (allowed) expect(caseStates).toContain(stateAfter('c1', state, name))
        else expect(() => stateAfter('c1', state, name)).toThrow(ServiceError)
      }),
    )
  })

  it('is what the page shows', () => {
    expect(readFileSync('docs/case-machine.md', 'utf8'), 'run "npm run draw"').toBe(drawCaseMachine())
  })
})

type Deed = { who: Operator; what: (id: string, who: Operator, deps: OperatorDeps) => Promise<unknown>; name: string }
const deeds: Record<string, Deed['what']> = {
  claim: takeCase,
  release: releaseCase,
  'take over': takeOverCase,
  reply: (id, who, deps) => replyToClient(id, 'Labdien', who, deps),
  note: (id, who, deps) => addNote(id, 'piezīme', who, deps),
  return: returnCase,
  close: (id, who, deps) => closeCase(id, 'solved', undefined, who, deps),
}
const deed = fc.record({ who: fc.constantFrom(anna, janis, lead), name: fc.constantFrom(...Object.keys(deeds)) })

describe('whatever three people do with a case', () => {
  it('its state is what its events say, one person holds it, and what is refused leaves no trace', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 12 }), async (sequence) => {
        const { deps, waitingCase, everything } = await operatorWorld()
        const { id } = await waitingCase()
        for (const { who, name } of sequence) {
          const before = await everything()
          const error = await (deeds[name] as Deed['what'])(id, who, deps).then(
            () => undefined,
            (reason) => reason,
          )
          if (!error) continue
          expect(error).toBeInstanceOf(ServiceError)
          expect(await everything()).toEqual(before)
        }
        const { cases, conversations, events } = await everything()
        const replayed = events.reduce<CaseState>((state, { type }) => {
          const rule = Object.values(moves).find(({ event }) => event === type)
          return rule && 'to' in rule ? rule.to : state
        }, firstState)
        expect(cases[0]?.state).toBe(replayed)
        expect(cases[0]?.operator === null).toBe(replayed === 'waiting')
        expect(conversations[0]?.holder).toBe(replayed === 'closed' ? 'assistant' : 'operator')
      }),
      { numRuns: 40 },
    )
  })

  it('gives a case that two take at the same moment to one of them', async () => {
    const { deps, waitingCase, everything } = await operatorWorld()
    const { id } = await waitingCase()
    const results = await Promise.allSettled([takeCase(id, anna, deps), takeCase(id, janis, deps)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await everything()).events.filter(({ type }) => type === 'case-claimed')).toHaveLength(1)
  })
})
