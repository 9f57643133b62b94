import type { ConsoleLanguage } from './words.ts'

const lv = {
  title: 'Operatoru ziņojumi',
  help: 'Ko operatori sarunās atrada nepareizu. Personas dati jautājumos ir aizklāti.',
  show: 'Kurus rādīt',
  open: 'Neatrisinātie',
  resolved: 'Atrisinātie',
  none: 'Ziņojumu nav.',
  kinds: { 'wrong-answer': 'Asistents kļūdījās', 'out-of-date': 'Kartīte novecojusi', 'missing-question': 'Jautājuma trūkst' },
  about: 'Par',
  now: 'Asistents šodien',
  decisions: {
    answer: 'atbild',
    clarify: 'precizē',
    plan: 'parāda ceļu',
    smalltalk: 'pieklājības saruna',
    handoff: 'nodod cilvēkam',
    decline: 'atsaka',
  },
  resolve: 'Ir salabots',
  resolvedBy: 'Atrisināja',
  failed: 'Neizdevās:',
}
export type FlagWords = typeof lv

const ru: FlagWords = {
  title: 'Сообщения операторов',
  help: 'Что операторы нашли неверным в разговорах. Личные данные в вопросах скрыты.',
  show: 'Какие показать',
  open: 'Нерешённые',
  resolved: 'Решённые',
  none: 'Сообщений нет.',
  kinds: { 'wrong-answer': 'Ассистент ошибся', 'out-of-date': 'Карточка устарела', 'missing-question': 'Вопроса не хватает' },
  about: 'О',
  now: 'Ассистент сегодня',
  decisions: {
    answer: 'отвечает',
    clarify: 'уточняет',
    plan: 'показывает путь',
    smalltalk: 'вежливый разговор',
    handoff: 'передаёт человеку',
    decline: 'отказывает',
  },
  resolve: 'Исправлено',
  resolvedBy: 'Решил',
  failed: 'Не удалось:',
}

const en: FlagWords = {
  title: 'Reports of operators',
  help: 'What operators found wrong in conversations. Personal data in the questions is masked.',
  show: 'Which to show',
  open: 'Open',
  resolved: 'Resolved',
  none: 'There are no reports.',
  kinds: {
    'wrong-answer': 'The assistant was wrong',
    'out-of-date': 'The card is out of date',
    'missing-question': 'The question is missing',
  },
  about: 'About',
  now: 'The assistant today',
  decisions: {
    answer: 'answers',
    clarify: 'asks back',
    plan: 'shows the path',
    smalltalk: 'small talk',
    handoff: 'hands over',
    decline: 'declines',
  },
  resolve: 'It is mended',
  resolvedBy: 'Resolved by',
  failed: 'Failed:',
}

export const flagWords: Record<ConsoleLanguage, FlagWords> = { lv, ru, en }
