import type { Language } from '../languages.ts'
import { ChatClient, type Heard } from './month-http.ts'
import type { HandoffNote, Ledger } from './month-ledger.ts'
import type { Dice } from './month-random.ts'
import type { World } from './month-world.ts'
import { addNoise } from './noise-text.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** What people ask, from the project's own lists. */
export interface QuestionPool {
  /** Of all services, or of the tax service alone. */
  ask(dice: Dice, language: Language, taxes: boolean): string
  wantsPerson(dice: Dice, language: Language): string
}

export interface Town {
  world: World
  ledger: Ledger
  questions: QuestionPool
  /** Whoever waits for an operator, by case. */
  waiting: Map<string, Citizen>
  /** How many people will come. */
  expected: number
}

/** Shares of people, assumed; the page of the bench names them. */
const habits = {
  wantsPerson: 0.05,
  saysWhetherSolved: 0.25,
  isSolved: 0.8,
  /** Of those who lose patience: press the button; the others just go. */
  saysGoodbye: 0.6,
  asksAgainWhileWaiting: 0.15,
  leavesContactAtNight: 0.3,
  rates: 0.35,
  ratesNextDay: 0.03,
  comments: 0.2,
  comesBack: 0.04,
} as const

/** Somebody who writes to the service, from the first word to the last. */
export class Citizen {
  readonly #town: Town
  readonly #dice: Dice
  readonly #language: Language
  readonly #taxes: boolean
  readonly #chat: ChatClient
  #questionsLeft: number
  #handoff: HandoffNote | undefined
  #gone = false

  constructor(town: Town, dice: Dice, language: Language, taxes: boolean) {
    this.#town = town
    this.#dice = dice
    this.#language = language
    this.#taxes = taxes
    this.#chat = new ChatClient(town.world.url)
    this.#questionsLeft = 1 + dice.weighted([45, 30, 15, 10])
  }

  /** Whether they still look at the page. */
  get gone(): boolean {
    return this.#gone
  }

  async begin(): Promise<void> {
    this.#town.ledger.contacts++
    await this.#chat.open(this.#language)
    await this.#askNext()
  }

  async #askNext(): Promise<void> {
    this.#questionsLeft--
    const { questions } = this.#town
    if (this.#dice.chance(habits.wantsPerson)) return this.#ask(questions.wantsPerson(this.#dice, this.#language))
    const text = questions.ask(this.#dice, this.#language, this.#taxes)
    const typos = this.#dice.chance(0.3) ? { typoEvery: 12 } : {}
    await this.#ask(addNoise(text, Math.floor(this.#dice.between(0, 1e9)), { strip: this.#dice.chance(0.4), ...typos }))
  }

  async #ask(text: string, value?: Heard['choices'][number]['value']): Promise<void> {
    const { ledger, world } = this.#town
    const reply = (await this.#say(text, 'question', value)).findLast(({ decision }) => decision !== undefined)
    // An operator has the conversation: the words are theirs to answer.
    if (!reply?.decision) return
    const at = world.agenda.now
    if (reply.decision !== 'handoff') {
      ledger.answered(this.#chat.conversationId, at, reply.decision)
      return this.#goOn(reply)
    }
    const { caseId, expected, reason } = reply
    if (caseId === null || !expected) throw new Error('a handoff without a case or without an expected time')
    this.#handoff = {
      caseId,
      at,
      reason: reason ?? '',
      promisedAt: Date.parse(expected.by ?? expected.at),
      situation: expected.situation ?? '',
      place: expected.place,
      referrals: [],
    }
    ledger.answered(this.#chat.conversationId, at, 'handoff', this.#handoff)
    this.#town.waiting.set(caseId, this)
    this.#wait(this.#handoff)
    await world.tend()
  }

  /** Says something and reads what is said back. */
  async #say(text: string, kind: 'question' | 'button', value?: Heard['choices'][number]['value']): Promise<Heard[]> {
    const { ledger, world } = this.#town
    ledger.said(this.#chat.conversationId, world.agenda.now, kind)
    const seq = await this.#chat.post(text, value)
    await world.dealtWith(this.#chat.conversationId, seq)
    const heard = await this.#chat.read(seq)
    if (heard.length > 0) ledger.told(this.#chat.conversationId, world.agenda.now)
    return heard
  }

  #goOn(reply: Heard): void {
    const { agenda } = this.#town.world
    const reads = this.#dice.lognormal(40 * second, 0.6)
    const choice = reply.choices[0]
    if (reply.decision === 'clarify' && choice && this.#dice.chance(0.6)) {
      agenda.plan(agenda.now + reads, () => this.#ask(choice.text, choice.value))
      return
    }
    if (this.#questionsLeft > 0) {
      agenda.plan(agenda.now + reads, () => this.#askNext())
      return
    }
    if (reply.decision === 'answer' && this.#dice.chance(habits.saysWhetherSolved))
      agenda.plan(agenda.now + reads, () => this.#sayWhetherSolved())
    if (this.#dice.chance(habits.comesBack)) this.#comeBack()
  }

  async #sayWhetherSolved(): Promise<void> {
    const yes = this.#dice.chance(habits.isSolved)
    await this.#say(yes ? 'Jā' : 'Nē', 'button', { kind: 'solved', yes })
    this.#town.ledger.solved(this.#chat.conversationId, this.#town.world.agenda.now, yes)
    if (!yes && this.#dice.chance(0.4)) await this.#ask('operators', { kind: 'person' })
  }

  #comeBack(): void {
    const { agenda } = this.#town.world
    const days = this.#dice.between(1.2, 6)
    this.#questionsLeft = 1
    agenda.plan(agenda.now + days * 24 * hour, () => this.#askNext())
  }

  #wait(handoff: HandoffNote): void {
    const { agenda } = this.#town.world
    if (handoff.situation === 'closed' || handoff.situation === 'closing') {
      this.#waitOverNight(handoff)
      return
    }
    const patience = this.#dice.lognormal(22 * minute, 0.8)
    if (this.#dice.chance(habits.asksAgainWhileWaiting)) agenda.plan(agenda.now + patience / 2, () => this.#askAgain(handoff))
    agenda.plan(agenda.now + patience, () => this.#losePatience(handoff))
  }

  async #askAgain(handoff: HandoffNote): Promise<void> {
    if (this.#stillWaits(handoff)) await this.#say('Vai kāds ir?', 'question')
  }

  async #losePatience(handoff: HandoffNote): Promise<void> {
    if (!this.#stillWaits(handoff)) return
    const { ledger, world, waiting } = this.#town
    if (!this.#dice.chance(habits.saysGoodbye)) {
      handoff.goneAt = world.agenda.now
      this.#gone = true
      return
    }
    await this.#say('Vairs nevajag', 'button', { kind: 'leave' })
    ledger.left(handoff.caseId, world.agenda.now)
    waiting.delete(handoff.caseId)
    await world.tend()
  }

  #stillWaits({ takenAt, leftAt }: HandoffNote): boolean {
    return takenAt === undefined && leftAt === undefined && !this.#gone
  }

  /** Nobody sits at the screen until the morning: most look in again, some leave a way to be reached, some give up. */
  #waitOverNight(handoff: HandoffNote): void {
    const { agenda } = this.#town.world
    if (this.#dice.chance(habits.leavesContactAtNight)) agenda.plan(agenda.now + 20 * second, () => this.#leaveContact())
    else if (this.#dice.chance(0.15)) agenda.plan(agenda.now + minute, () => this.#losePatience(handoff))
    else if (this.#dice.chance(0.05)) agenda.plan(agenda.now + 26 * hour, () => this.#askAgain(handoff))
  }

  async #leaveContact(): Promise<void> {
    await this.#say('Atstāt tālruni vai e-pastu', 'button', { kind: 'contact' })
    await this.#say('janis.berzins@example.lv', 'button')
  }

  /** The operator wrote; some write back. @returns whether they did */
  async hearOperator(): Promise<boolean> {
    if (this.#gone || !this.#dice.chance(0.6)) return false
    await this.#say(this.#town.questions.ask(this.#dice, this.#language, this.#taxes), 'question')
    return true
  }

  /** The case is over. */
  async hearClosing(): Promise<void> {
    const { agenda } = this.#town.world
    if (this.#gone) return
    if (this.#dice.chance(habits.rates)) agenda.plan(agenda.now + this.#dice.between(10, 120) * second, () => this.#rate())
    else if (this.#dice.chance(habits.ratesNextDay)) agenda.plan(agenda.now + 30 * hour, () => this.#rate())
    if (this.#dice.chance(habits.comesBack)) this.#comeBack()
  }

  async #rate(): Promise<void> {
    const score = 1 + this.#dice.weighted([5, 5, 12, 33, 45])
    await this.#say(String(score), 'button', { kind: 'rate', score })
    this.#town.ledger.rated(this.#chat.conversationId, this.#town.world.agenda.now, score)
    if (this.#dice.chance(habits.comments)) await this.#say('Paldies, atbildēja saprotami', 'button')
  }
}
