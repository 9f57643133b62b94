import type { Localised } from '../languages.ts'
import type { Letter } from './outbox.ts'

type Text = Omit<Letter, 'to'>

/** What a letter to a specialist is about. Letters to institutions and to VPPPD itself are in Latvian. */
export interface AboutReferral {
  institution: { name: Localised; short: string }
  question: string
  /** As people read it, after “līdz”. */
  due: string
  expires: string
  link: string
}

const automatic = 'Šī ir automātiska vēstule; uz to atbildēt nevajag.'
const service = 'VPPPD — Vienotais publisko pakalpojumu palīdzības dienests'

const answerHere = ({ link, expires }: AboutReferral) =>
  [
    'Atbildi, lūdzu, ierakstiet šajā lapā (konts nav vajadzīgs):',
    link,
    '',
    `Saite ir paredzēta tikai Jūsu iestādes atbildei un darbojas līdz ${expires}. Personas kodus, lūdzu, nerakstiet: klientam atbildi nosūtīs VPPPD.`,
  ].join('\n')

const letter = (subject: string, ...paragraphs: string[]): Text => ({
  subject,
  text: `${['Labdien!', ...paragraphs, `${service}\n${automatic}`].join('\n\n')}\n`,
})

export const referralLetter = (about: AboutReferral): Text =>
  letter(
    `VPPPD: klienta jautājums (${about.institution.short}), atbilde līdz ${about.due}`,
    `VPPPD operators lūdz iestādes “${about.institution.name.lv}” speciālista atbildi. Tā vajadzīga līdz ${about.due}.`,
    `Jautājums:\n${about.question}`,
    answerHere(about),
  )

export const reminderLetter = (about: AboutReferral): Text =>
  letter(
    `VPPPD: atgādinājums — atbilde (${about.institution.short}) līdz ${about.due}`,
    `Atgādinām, ka klients gaida atbildi uz jautājumu iestādei “${about.institution.name.lv}”. Tā vajadzīga līdz ${about.due}.`,
    `Jautājums:\n${about.question}`,
    answerHere(about),
  )

export const overdueLetter = (about: AboutReferral): Text =>
  letter(
    `VPPPD: atbildes (${about.institution.short}) termiņš ir beidzies`,
    `Atbilde uz klienta jautājumu iestādei “${about.institution.name.lv}” bija vajadzīga līdz ${about.due}, bet vēl nav saņemta. Lūdzu, atbildiet iespējami drīz: klients gaida.`,
    `Jautājums:\n${about.question}`,
    answerHere(about),
  )

export const withdrawnLetter = (about: Pick<AboutReferral, 'institution' | 'question'>): Text =>
  letter(
    `VPPPD: jautājums (${about.institution.short}) vairs nav aktuāls`,
    `Uz šo jautājumu iestādei “${about.institution.name.lv}” atbilde vairs nav vajadzīga; saite vairs nedarbojas. Paldies!`,
    `Jautājums:\n${about.question}`,
  )

export const dutyLetter = ({ waiting, since, console }: { waiting: number; since: string; console: string }): Text =>
  letter(
    `VPPPD: klienti gaida (${waiting}), bet pie konsoles neviena nav`,
    `Rindā gaidošo klientu skaits: ${waiting}. Visilgāk gaida kopš ${since}. Neviens operators pašlaik sarunas nepieņem.`,
    `Konsole: ${console}`,
    'Ja klienti joprojām gaidīs, nākamo vēstuli saņemsiet ne agrāk kā pēc pusstundas.',
  )
