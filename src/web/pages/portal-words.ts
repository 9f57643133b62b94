import type { Language } from '../../languages.ts'

export interface PortalWords {
  title: string
  heading: string
  lead: string
  label: string
  placeholder: string
  ask: string
  popular: string
  services: [title: string, hint: string, question: string][]
  events: string
  situations: [title: string, question: string][]
  person: string
  /** `{hours}` */
  hours: string
  noScript: string
  privacy: string
}

export const portalWords: Record<Language, PortalWords> = {
  lv: {
    title: 'Jautājiet par valsts un pašvaldību pakalpojumiem',
    heading: 'Kā varam palīdzēt?',
    lead: 'Viena vieta jautājumiem par visiem valsts un pašvaldību pakalpojumiem: kur pieteikties, cik maksā, cik ilgi jāgaida.',
    label: 'Jūsu jautājums',
    placeholder: 'Piemēram: cik ilgi jāgaida slimības pabalsts?',
    ask: 'Jautāt',
    popular: 'Par ko jautā visbiežāk',
    services: [
      ['Slimības pabalsts', 'Kad un cik saņemšu', 'Cik ilgi jāgaida slimības pabalsts?'],
      ['Pase un eID karte', 'Maksa un termiņi', 'Cik maksā pase?'],
      ['Dzīvesvietas deklarēšana', 'Kā to izdarīt internetā', 'Kā deklarēt dzīvesvietu?'],
      ['Gada ienākumu deklarācija', 'Līdz kad jāiesniedz', 'Līdz kuram datumam jāiesniedz gada ienākumu deklarācija?'],
      ['Bezdarbnieka pabalsts', 'Kas var saņemt', 'Kam pienākas bezdarbnieka pabalsts?'],
      ['Bērnudārza rinda', 'Kā pieteikt bērnu', 'Kā pieteikt bērnu bērnudārza rindā?'],
    ],
    events: 'Kas noticis Jūsu dzīvē?',
    situations: [
      ['Piedzima bērns', 'Mums piedzima bērns, kas jākārto?'],
      ['Zaudēju darbu', 'Zaudēju darbu, ko tagad darīt?'],
      ['Nomira tuvinieks', 'Nomira tuvinieks, kas jānokārto?'],
      ['Mainu dzīvesvietu', 'Pārceļos uz citu pilsētu, kas jānokārto?'],
      ['Dodos pensijā', 'Drīz eju pensijā, kas jāsakārto?'],
      ['Nozaudēju dokumentus', 'Nozaudēju visus dokumentus, ko darīt?'],
    ],
    person: 'Vajag cilvēku? Uzrakstiet tērzēšanā “operators”.',
    hours: 'Operatori atbild darbdienās {hours}.',
    noScript: 'Tērzēšanai vajag JavaScript. Bez tā jautājiet šeit, un atbilde parādīsies jaunā lapā.',
    privacy: 'Lūdzu, nerakstiet personas kodu.',
  },
  ru: {
    title: 'Спрашивайте об услугах государства и самоуправлений',
    heading: 'Чем помочь?',
    lead: 'Одно место для вопросов обо всех услугах государства и самоуправлений: куда обратиться, сколько стоит, сколько ждать.',
    label: 'Ваш вопрос',
    placeholder: 'Например: сколько ждать пособие по болезни?',
    ask: 'Спросить',
    popular: 'О чём спрашивают чаще всего',
    services: [
      ['Пособие по болезни', 'Когда и сколько получу', 'Сколько ждать пособие по болезни?'],
      ['Паспорт и карта eID', 'Плата и сроки', 'Сколько стоит паспорт?'],
      ['Декларирование места жительства', 'Как сделать в интернете', 'Как задекларировать место жительства?'],
      ['Годовая декларация о доходах', 'До какого числа подать', 'До какого числа подать годовую декларацию о доходах?'],
      ['Пособие по безработице', 'Кому положено', 'Кому положено пособие по безработице?'],
      ['Очередь в детский сад', 'Как записать ребёнка', 'Как записать ребёнка в очередь в детский сад?'],
    ],
    events: 'Что произошло в Вашей жизни?',
    situations: [
      ['Родился ребёнок', 'У нас родился ребёнок, что нужно оформить?'],
      ['Остался без работы', 'Я потерял работу, что теперь делать?'],
      ['Умер близкий человек', 'Умер близкий человек, что нужно оформить?'],
      ['Переезжаю', 'Переезжаю в другой город, что нужно оформить?'],
      ['Выхожу на пенсию', 'Скоро на пенсию, что нужно сделать?'],
      ['Потеряны документы', 'Потерял все документы, что делать?'],
    ],
    person: 'Нужен человек? Напишите в чате «оператор».',
    hours: 'Операторы отвечают по рабочим дням {hours}.',
    noScript: 'Для чата нужен JavaScript. Без него спросите здесь, и ответ появится на новой странице.',
    privacy: 'Пожалуйста, не пишите персональный код.',
  },
  en: {
    title: 'Ask about state and municipal services',
    heading: 'How can we help?',
    lead: 'One place for questions about all state and municipal services: where to apply, what it costs, how long it takes.',
    label: 'Your question',
    placeholder: 'For example: how long does sickness benefit take?',
    ask: 'Ask',
    popular: 'Asked most often',
    services: [
      ['Sickness benefit', 'When and how much', 'How long do I wait for sickness benefit?'],
      ['Passport and eID card', 'Fees and times', 'How much does a passport cost?'],
      ['Declaring your address', 'How to do it online', 'How do I declare my place of residence?'],
      ['Annual income tax return', 'By when to file', 'By what date must I file my annual income tax return?'],
      ['Unemployment benefit', 'Who can get it', 'Who is entitled to unemployment benefit?'],
      ['Kindergarten queue', 'How to sign up a child', 'How do I put my child on the kindergarten waiting list?'],
    ],
    events: 'What has happened in your life?',
    situations: [
      ['A child was born', 'Our baby was born, what do we have to arrange?'],
      ['I lost my job', 'I lost my job, what should I do now?'],
      ['A relative died', 'A close relative died, what has to be arranged?'],
      ['I am moving', 'I am moving to another town, what do I have to arrange?'],
      ['I am retiring', 'I am retiring soon, what should I prepare?'],
      ['I lost my documents', 'I lost all my documents, what should I do?'],
    ],
    person: 'Need a person? Write “operator” in the chat.',
    hours: 'Operators answer on working days, {hours}.',
    noScript: 'The chat needs JavaScript. Without it, ask here and the answer opens as a page.',
    privacy: 'Please do not write a personal code.',
  },
}
