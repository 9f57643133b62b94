import { html, raw } from 'hono/html'
import type { Language } from '../../languages.ts'

interface PortalText {
  title: string
  skip: string
  brand: string
  brandLong: string
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
  hours: string
  privacy: string
  console: string
}

const texts: Record<Language, PortalText> = {
  lv: {
    title: 'Jautājiet par valsts un pašvaldību pakalpojumiem',
    skip: 'Pāriet uz saturu',
    brand: 'VPPPD',
    brandLong: 'Vienotais publisko pakalpojumu palīdzības dienests',
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
    person: 'Vajag cilvēku? Uzrakstiet čatā “operators”.',
    hours: 'Operatori atbild darbdienās 8.00–18.00.',
    privacy: 'Lūdzu, nerakstiet čatā personas kodu.',
    console: 'Operatoriem',
  },
  ru: {
    title: 'Спрашивайте об услугах государства и самоуправлений',
    skip: 'Перейти к содержанию',
    brand: 'VPPPD',
    brandLong: 'Единая служба помощи по публичным услугам',
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
    hours: 'Операторы отвечают по рабочим дням 8.00–18.00.',
    privacy: 'Пожалуйста, не пишите в чате персональный код.',
    console: 'Операторам',
  },
  en: {
    title: 'Ask about state and municipal services',
    skip: 'Skip to content',
    brand: 'VPPPD',
    brandLong: 'The one help desk for public services',
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
    hours: 'Operators answer on working days, 8:00–18:00.',
    privacy: 'Please do not write a personal code in the chat.',
    console: 'For operators',
  },
}

const names: Record<Language, string> = { lv: 'Latviešu', ru: 'Русский', en: 'English' }

/** The page of the help desk, in the manner of a public-service portal. */
export function renderPortal(language: Language) {
  const t = texts[language]
  const link = (question: string) => `/?lang=${language}&q=${encodeURIComponent(question)}`
  const arrow = raw(
    '<svg aria-hidden="true" viewBox="0 0 20 20" width="16" height="16"><path d="M7 4l6 6-6 6" fill="none" stroke="currentColor" stroke-width="2"/></svg>',
  )
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t.title} — ${t.brand}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/portal.css">
<script src="/widget.js" defer data-language="${language}"></script>
<script src="/portal.js" defer></script>
</head>
<body>
<a class="skip" href="#content">${t.skip}</a>
<header class="top">
  <div class="wrap">
    <a class="brand" href="/?lang=${language}"><span class="mark" aria-hidden="true"></span><strong>${t.brand}</strong><span class="long">${t.brandLong}</span></a>
    <nav aria-label="${names[language]}"><ul class="languages">${(['lv', 'ru', 'en'] as const).map((code) => html`<li><a href="/?lang=${code}" lang="${code}" hreflang="${code}"${code === language ? raw(' aria-current="true"') : ''}><span aria-hidden="true">${code.toUpperCase()}</span><span class="hidden">${names[code]}</span></a></li>`)}</ul></nav>
  </div>
</header>
<main id="content">
  <section class="hero"><div class="wrap">
    <h1>${t.heading}</h1>
    <p class="lead">${t.lead}</p>
    <form class="ask" action="/" method="get">
      <input type="hidden" name="lang" value="${language}">
      <label for="q">${t.label}</label>
      <div class="row"><input id="q" name="q" type="text" maxlength="2000" autocomplete="off" required placeholder="${t.placeholder}"><button type="submit">${t.ask}</button></div>
      <p class="note">${t.privacy}</p>
    </form>
  </div></section>
  <section class="wrap" aria-labelledby="popular">
    <h2 id="popular">${t.popular}</h2>
    <ul class="cards">${t.services.map(([title, hint, question]) => html`<li><a href="${link(question)}" data-ask="${question}"><span class="title">${title}</span><span class="hint">${hint}</span>${arrow}</a></li>`)}</ul>
  </section>
  <section class="wrap" aria-labelledby="events">
    <h2 id="events">${t.events}</h2>
    <ul class="chips">${t.situations.map(([title, question]) => html`<li><a href="${link(question)}" data-ask="${question}">${title}</a></li>`)}</ul>
  </section>
</main>
<footer><div class="wrap"><p><strong>${t.person}</strong> ${t.hours}</p><p><a href="/console">${t.console}</a></p></div></footer>
</body>
</html>`
}
