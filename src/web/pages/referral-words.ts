import type { Language } from '../../languages.ts'
import type { Refusal } from '../../operator/answer-referral.ts'

export interface ReferralWords {
  title: string
  brandLong: string
  skip: string
  languages: string
  /** `{institution}` */
  lead: string
  /** `{date}` */
  due: string
  question: string
  conversation: string
  speakers: Record<'client' | 'assistant' | 'operator' | 'system', string>
  answer: string
  answerHint: string
  name: string
  nameHint: string
  send: string
  missing: string
  answerMissing: string
  answerTooLong: string
  nameMissing: string
  thanksTitle: string
  thanks: string
  refusals: Record<Refusal | 'foreign' | 'too-many' | 'too-large', { title: string; text: string }>
}

export const referralWords: Record<Language, ReferralWords> = {
  lv: {
    title: 'Klienta jautājums iestādei',
    brandLong: 'Vienotais publisko pakalpojumu palīdzības dienests',
    skip: 'Pāriet uz saturu',
    languages: 'Valoda',
    lead: 'VPPPD operators lūdz iestādes “{institution}” speciālista atbildi. Konts nav vajadzīgs; klientam atbildi nosūtīs VPPPD.',
    due: 'Atbilde vajadzīga līdz {date}.',
    question: 'Jautājums',
    conversation: 'No sarunas ar klientu',
    speakers: { client: 'Klients', assistant: 'Virtuālais asistents', operator: 'Operators', system: 'Paziņojums' },
    answer: 'Jūsu atbilde',
    answerHint: 'Līdz 8000 rakstzīmēm. Lūdzu, nerakstiet personas kodus; tos paslēpsim.',
    name: 'Vārds, uzvārds un amats',
    nameHint: 'To redz tikai VPPPD operators.',
    send: 'Nosūtīt atbildi',
    missing: 'Atbilde nav nosūtīta. Lūdzu, izlabojiet:',
    answerMissing: 'Uzrakstiet atbildi.',
    answerTooLong: 'Atbilde ir pārāk gara: īsiniet to līdz 8000 rakstzīmēm.',
    nameMissing: 'Uzrakstiet, kas atbild: no 2 līdz 100 rakstzīmēm.',
    thanksTitle: 'Paldies, atbilde ir saņemta',
    thanks: 'VPPPD operators to redz un sagatavos atbildi klientam. Jums vairs nekas nav jādara; šo lapu var aizvērt.',
    refusals: {
      invalid: {
        title: 'Saite nav derīga',
        text: 'Iespējams, tā ir nokopēta nepilnīgi. Atveriet to vēlreiz no saņemtās vēstules vai lūdziet jaunu saiti VPPPD operatoram, kurš jautāja.',
      },
      expired: {
        title: 'Saites termiņš ir beidzies',
        text: 'Atbildi šeit vairs nevar ierakstīt. Ja gribat atbildēt, lūdziet jaunu saiti VPPPD operatoram, kurš jautāja.',
      },
      withdrawn: {
        title: 'Jautājums vairs nav aktuāls',
        text: 'VPPPD šo jautājumu ir atsaucis vai noslēdzis. Paldies, Jums nekas nav jādara.',
      },
      answered: {
        title: 'Uz šo jautājumu jau ir atbildēts',
        text: 'Otru atbildi pieņemt nevar. Ja kaut kas jālabo vai jāpapildina, sazinieties ar VPPPD operatoru, kurš jautāja.',
      },
      foreign: {
        title: 'Atbilde nav pieņemta',
        text: 'Tā nāca no citas lapas. Atveriet saiti vēlreiz no saņemtās vēstules un ierakstiet atbildi tur.',
      },
      'too-many': { title: 'Pārāk daudz pieprasījumu', text: 'Lūdzu, uzgaidiet minūti un atveriet saiti vēlreiz.' },
      'too-large': {
        title: 'Atbilde ir pārāk gara',
        text: 'Lūdzu, atveriet saiti vēlreiz un īsiniet atbildi līdz 8000 rakstzīmēm.',
      },
    },
  },
  ru: {
    title: 'Вопрос клиента учреждению',
    brandLong: 'Единая служба помощи по публичным услугам',
    skip: 'Перейти к содержанию',
    languages: 'Язык',
    lead: 'Оператор VPPPD просит ответа специалиста учреждения «{institution}». Учётная запись не нужна; клиенту ответ отправит VPPPD.',
    due: 'Ответ нужен до {date}.',
    question: 'Вопрос',
    conversation: 'Из разговора с клиентом',
    speakers: { client: 'Клиент', assistant: 'Виртуальный ассистент', operator: 'Оператор', system: 'Сообщение' },
    answer: 'Ваш ответ',
    answerHint: 'До 8000 знаков. Пожалуйста, не пишите персональные коды; мы их скроем.',
    name: 'Имя, фамилия и должность',
    nameHint: 'Это видит только оператор VPPPD.',
    send: 'Отправить ответ',
    missing: 'Ответ не отправлен. Пожалуйста, исправьте:',
    answerMissing: 'Напишите ответ.',
    answerTooLong: 'Ответ слишком длинный: сократите его до 8000 знаков.',
    nameMissing: 'Напишите, кто отвечает: от 2 до 100 знаков.',
    thanksTitle: 'Спасибо, ответ получен',
    thanks: 'Оператор VPPPD его видит и подготовит ответ клиенту. Вам больше ничего делать не нужно; эту страницу можно закрыть.',
    refusals: {
      invalid: {
        title: 'Ссылка недействительна',
        text: 'Возможно, она скопирована не полностью. Откройте её ещё раз из полученного письма или попросите новую у оператора VPPPD, который задал вопрос.',
      },
      expired: {
        title: 'Срок действия ссылки истёк',
        text: 'Ответить здесь уже нельзя. Если хотите ответить, попросите новую ссылку у оператора VPPPD, который задал вопрос.',
      },
      withdrawn: {
        title: 'Вопрос больше не актуален',
        text: 'VPPPD отозвал или закрыл этот вопрос. Спасибо, Вам ничего делать не нужно.',
      },
      answered: {
        title: 'На этот вопрос уже ответили',
        text: 'Второй ответ принять нельзя. Если что-то нужно исправить или дополнить, свяжитесь с оператором VPPPD, который задал вопрос.',
      },
      foreign: {
        title: 'Ответ не принят',
        text: 'Он пришёл с другой страницы. Откройте ссылку ещё раз из полученного письма и впишите ответ там.',
      },
      'too-many': { title: 'Слишком много запросов', text: 'Пожалуйста, подождите минуту и откройте ссылку ещё раз.' },
      'too-large': {
        title: 'Ответ слишком длинный',
        text: 'Пожалуйста, откройте ссылку ещё раз и сократите ответ до 8000 знаков.',
      },
    },
  },
  en: {
    title: "A client's question to an institution",
    brandLong: 'The help desk for public services',
    skip: 'Skip to content',
    languages: 'Language',
    lead: 'A VPPPD operator asks for the answer of a specialist of “{institution}”. No account is needed; VPPPD will send the answer to the client.',
    due: 'The answer is needed by {date}.',
    question: 'Question',
    conversation: 'From the conversation with the client',
    speakers: { client: 'Client', assistant: 'Virtual assistant', operator: 'Operator', system: 'Notice' },
    answer: 'Your answer',
    answerHint: 'Up to 8000 characters. Please do not write personal codes; we will hide them.',
    name: 'Name and position',
    nameHint: 'Only the VPPPD operator sees this.',
    send: 'Send the answer',
    missing: 'The answer was not sent. Please correct:',
    answerMissing: 'Write an answer.',
    answerTooLong: 'The answer is too long: shorten it to 8000 characters.',
    nameMissing: 'Write who answers: 2 to 100 characters.',
    thanksTitle: 'Thank you, we have your answer',
    thanks: 'The VPPPD operator sees it and will write to the client. There is nothing more to do; you can close this page.',
    refusals: {
      invalid: {
        title: 'The link is not valid',
        text: 'It may have been copied in part. Open it again from the letter, or ask the VPPPD operator who sent it for a new one.',
      },
      expired: {
        title: 'The link has expired',
        text: 'No answer can be written here any more. If you wish to answer, ask the VPPPD operator who sent it for a new link.',
      },
      withdrawn: {
        title: 'The question is no longer open',
        text: 'VPPPD has withdrawn or closed this question. Thank you, there is nothing to do.',
      },
      answered: {
        title: 'This question has been answered',
        text: 'A second answer cannot be taken. If something must be corrected or added, contact the VPPPD operator who asked.',
      },
      foreign: {
        title: 'The answer was not taken',
        text: 'It came from another page. Open the link again from the letter and write the answer there.',
      },
      'too-many': { title: 'Too many requests', text: 'Please wait a minute and open the link again.' },
      'too-large': { title: 'The answer is too long', text: 'Please open the link again and shorten the answer to 8000 characters.' },
    },
  },
}
