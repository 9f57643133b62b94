import type { Language } from '../../languages.ts'

/** What stands around every page. */
export interface FrameWords {
  skip: string
  brandLong: string
  languages: string
  more: string
  portal: string
  ask: string
  kiosk: string
  embed: string
  accessibility: string
  privacy: string
  console: string
}

export const frameWords: Record<Language, FrameWords> = {
  lv: {
    skip: 'Pāriet uz saturu',
    brandLong: 'Vienotais publisko pakalpojumu palīdzības dienests',
    languages: 'Valoda',
    more: 'Par šo vietni',
    portal: 'Sākumlapa',
    ask: 'Jautāt bez tērzēšanas',
    kiosk: 'Ekrāns klientu centriem',
    embed: 'Tērzēšana Jūsu iestādes lapā',
    accessibility: 'Piekļūstamības paziņojums',
    privacy: 'Privātums',
    console: 'Operatoriem',
  },
  ru: {
    skip: 'Перейти к содержанию',
    brandLong: 'Единая служба помощи по публичным услугам',
    languages: 'Язык',
    more: 'Об этом сайте',
    portal: 'Главная страница',
    ask: 'Спросить без чата',
    kiosk: 'Экран для центров обслуживания',
    embed: 'Чат на странице Вашего учреждения',
    accessibility: 'Заявление о доступности',
    privacy: 'Конфиденциальность',
    console: 'Операторам',
  },
  en: {
    skip: 'Skip to content',
    brandLong: 'The one help desk for public services',
    languages: 'Language',
    more: 'About this site',
    portal: 'Home page',
    ask: 'Ask without the chat',
    kiosk: 'Screen for service centres',
    embed: "The chat on your institution's page",
    accessibility: 'Accessibility statement',
    privacy: 'Privacy',
    console: 'For operators',
  },
}

export const languageNames: Record<Language, string> = { lv: 'Latviešu', ru: 'Русский', en: 'English' }
