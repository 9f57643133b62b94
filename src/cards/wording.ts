import { z } from 'zod'
import type { Language } from '../languages.ts'

/**
 * What the assistant says when no card speaks. Every language must have every entry; `{name}` is filled in
 * by the code. Adding an entry here without its texts stops the start.
 */
export const wordingSchema = z.strictObject({
  greeting: z.string(),
  greetingAgain: z.string(),
  smalltalkHello: z.string(),
  smalltalkThanks: z.string(),
  smalltalkBye: z.string(),
  smalltalkWhoAreYou: z.string(),
  smalltalkOther: z.string(),
  unclear: z.string(),
  clarify: z.string(),
  clarifyNone: z.string(),
  facetMissing: z.string(),
  figureExpired: z.string(),
  sourceLine: z.string(),
  generatedText: z.string(),
  figuresValid: z.string(),
  municipalNote: z.string(),
  municipalityDiffers: z.string(),
  municipalityFound: z.string(),
  municipalityMoved: z.string(),
  municipalityShared: z.string(),
  municipalityAsk: z.string(),
  planIntro: z.string(),
  planMore: z.string(),
  planAsk: z.string(),
  declineOutOfScope: z.string(),
  declineUnsafe: z.string(),
  handoffAskedForHuman: z.string(),
  handoffLowConfidence: z.string(),
  handoffNoCard: z.string(),
  handoffNoCardNamed: z.string(),
  handoffCrisis: z.string(),
  handoffNow: z.string(),
  handoffBusy: z.string(),
  handoffFull: z.string(),
  handoffNobody: z.string(),
  handoffOtherWays: z.string(),
  handoffLater: z.string(),
  handoffSoonClosed: z.string(),
  handoffWaitingStill: z.string(),
  leaveContact: z.string(),
  leaveQueue: z.string(),
  contactAsk: z.string(),
  contactEmail: z.string(),
  contactPhone: z.string(),
  contactNone: z.string(),
  queueLeft: z.string(),
  queueGone: z.string(),
  takenBack: z.string(),
  backInQueue: z.string(),
  operatorChanged: z.string(),
  specialistAsked: z.string(),
  specialistAnswered: z.string(),
  rateAsk: z.string(),
  rateThanks: z.string(),
  commentAsk: z.string(),
  commentThanks: z.string(),
  solvedNo: z.string(),
  linkCode: z.string(),
  linkAsk: z.string(),
  linkProved: z.string(),
  linkWrong: z.string(),
  untilTime: z.string(),
  operatorJoined: z.string(),
  operatorLeft: z.string(),
  caseClosed: z.string(),
  attachments: z.string(),
  tooLong: z.string(),
  person: z.string(),
  facetLabels: z.strictObject({
    eligibility: z.string(),
    steps: z.string(),
    documents: z.string(),
    fee: z.string(),
    amount: z.string(),
    deadline: z.string(),
    channel: z.string(),
    contact: z.string(),
    appeal: z.string(),
  }),
  facetQuestions: z.strictObject({
    eligibility: z.string(),
    steps: z.string(),
    documents: z.string(),
    fee: z.string(),
    amount: z.string(),
    deadline: z.string(),
    channel: z.string(),
    contact: z.string(),
    appeal: z.string(),
  }),
})
export type Wording = z.infer<typeof wordingSchema>
export type Wordings = Readonly<Record<Language, Wording>>

/** Fills `{name}` places; a place without a value is a bug. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`wording place {${name}} has no value`)
    return value
  })
}
