import { answerBothQuestions } from './answer-both-questions.ts'
import { answerFromCard } from './answer-from-card.ts'
import { askWhichService } from './ask-which-service.ts'
import { declineOutOfScope } from './decline-out-of-scope.ts'
import { declineUnsafe } from './decline-unsafe.ts'
import type { Step } from './draft.ts'
import { findServices } from './find-services.ts'
import { followChoice } from './follow-choice.ts'
import { followPlace } from './follow-place.ts'
import { handOverTheRest } from './hand-over-the-rest.ts'
import { helpInCrisis } from './help-in-crisis.ts'
import { honourHandoffRequest } from './honour-handoff-request.ts'
import { offerPlan } from './offer-plan.ts'
import { replyToSmalltalk } from './reply-to-smalltalk.ts'
import { understandText } from './understand-text.ts'

/** How a question becomes an answer. Read this first. Each step adds to the draft or ends the turn. */
export const answerSteps: readonly Step[] = [
  followChoice, // a button was pressed, or its words were typed
  understandText, // language, kind of message, services, facets
  findServices, // which services, with the conversation so far; how sure
  helpInCrisis, // danger to life: the numbers that help now
  honourHandoffRequest,
  declineUnsafe,
  followPlace, // the municipality that was asked for
  replyToSmalltalk,
  declineOutOfScope,
  offerPlan, // the situation is broad: the path across institutions
  answerBothQuestions, // two questions in one message, each plain
  answerFromCard, // sure enough: the section that was asked for
  askWhichService, // two or three are close: one question back
  handOverTheRest, // the last step always ends with an outcome
]
