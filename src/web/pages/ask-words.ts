import type { Language } from '../../languages.ts'
import type { Reason } from '../../turn/outcome.ts'

export interface AskWords {
  title: string
  lead: string
  notKept: string
  label: string
  hint: string
  ask: string
  again: string
  answer: string
  youAsked: string
  next: string
  /** Above the answers to a question of the assistant's. */
  choose: string
  maybe: string
  sources: string
  /** Instead of the promise that an operator will answer here: on this page nobody can. */
  handedOver: Record<Extract<Reason, 'asked-for-human' | 'low-confidence' | 'no-card' | 'upset'>, string>
  person: string
  chat: string
  /** `{hours}` */
  chatHours: string
  /** `{hours}` */
  chatShort: string
  phone: string
  email: string
  centres: string
  faults: Record<'missing' | 'tooLong' | 'badLink' | 'tooMany', string>
}

export const askWords: Record<Language, AskWords> = {
  lv: {
    title: 'Jautājiet bez tērzēšanas',
    lead: 'Uzrakstiet jautājumu par valsts vai pašvaldības pakalpojumu. Atbildēs automātisks asistents, nevis cilvēks.',
    notKept:
      'Jautājumu neglabājam, bet tas ir redzams šīs lapas adresē un paliek pārlūka vēsturē. Lūdzu, nerakstiet personas kodu un citus datus par sevi.',
    label: 'Jūsu jautājums',
    hint: 'Piemēram: cik maksā pase?',
    ask: 'Jautāt',
    again: 'Vēl viens jautājums',
    answer: 'Atbilde',
    youAsked: 'Jūs jautājāt:',
    next: 'Ko vēl gribat uzzināt?',
    choose: 'Izvēlieties',
    maybe: 'Varbūt Jūs jautājat par kādu no šiem pakalpojumiem?',
    sources: 'Avoti',
    handedOver: {
      'asked-for-human': 'Šajā lapā ar cilvēku runāt nevar. Kā sazināties ar cilvēku, lasiet tepat zemāk.',
      'low-confidence':
        'Neesmu pietiekami drošs par atbildi, un minēt negribu. Pamēģiniet jautāt citiem vārdiem vai vaicājiet cilvēkam. Kā sazināties, lasiet tepat zemāk.',
      'no-card': 'Šāds pakalpojums pastāv, bet man par to nav pārbaudīta apraksta. Vaicājiet cilvēkam. Kā sazināties, lasiet tepat zemāk.',
      upset:
        'Ja Jūs vai kāds cits ir briesmās, tūlīt zvaniet **112**. Ja ir ļoti grūti, zvaniet krīzes tālrunim [116123](tel:116123). Zvans ir bez maksas visu diennakti: latviešu, krievu un angļu valodā. Jūs neesat viens.',
    },
    person: 'Ja vajag cilvēku',
    chat: 'Tērzēšana',
    chatHours: 'Uzrakstiet tajā “operators”. Tai vajag JavaScript. Cilvēki atbild darbdienās {hours}.',
    chatShort: 'uzrakstiet tajā “operators”; cilvēki atbild darbdienās {hours}.',
    phone: 'Tālrunis',
    email: 'E-pasts',
    centres: 'Valsts un pašvaldības klientu centri palīdz klātienē. Adreses: [pakalpojumucentri.lv](https://pakalpojumucentri.lv).',
    faults: {
      missing: 'Uzrakstiet jautājumu.',
      tooLong: 'Jautājums ir pārāk garš. Īsiniet to līdz 2000 rakstzīmēm.',
      badLink: 'Saite nav derīga. Uzrakstiet jautājumu saviem vārdiem.',
      tooMany: 'No Jūsu tīkla nāk pārāk daudz jautājumu. Uzgaidiet minūti un jautājiet vēlreiz.',
    },
  },
  ru: {
    title: 'Спросите без чата',
    lead: 'Напишите вопрос об услуге государства или самоуправления. Ответит автоматический ассистент, а не человек.',
    notKept:
      'Вопрос мы не храним, но он виден в адресе этой страницы и остаётся в истории браузера. Пожалуйста, не пишите персональный код и другие данные о себе.',
    label: 'Ваш вопрос',
    hint: 'Например: сколько стоит паспорт?',
    ask: 'Спросить',
    again: 'Ещё один вопрос',
    answer: 'Ответ',
    youAsked: 'Вы спросили:',
    next: 'Что ещё Вы хотите узнать?',
    choose: 'Выберите',
    maybe: 'Может быть, Вы спрашиваете об одной из этих услуг?',
    sources: 'Источники',
    handedOver: {
      'asked-for-human': 'На этой странице поговорить с человеком нельзя. Как связаться с человеком, написано ниже.',
      'low-confidence':
        'Я недостаточно уверен в ответе, а гадать не хочу. Попробуйте спросить другими словами или спросите человека. Как связаться, написано ниже.',
      'no-card': 'Такая услуга есть, но проверенного описания у меня нет. Спросите человека. Как связаться, написано ниже.',
      upset:
        'Если Вы или кто-то ещё в опасности, сразу звоните **112**. Если очень тяжело, позвоните на кризисный телефон [116123](tel:116123). Звонок бесплатный, круглосуточно: на латышском, русском и английском. Вы не одни.',
    },
    person: 'Если нужен человек',
    chat: 'Чат',
    chatHours: 'Напишите в нём «оператор». Для чата нужен JavaScript. Люди отвечают по рабочим дням {hours}.',
    chatShort: 'напишите в нём «оператор»; люди отвечают по рабочим дням {hours}.',
    phone: 'Телефон',
    email: 'Эл. почта',
    centres:
      'Центры обслуживания государства и самоуправлений помогают на месте. Адреса: [pakalpojumucentri.lv](https://pakalpojumucentri.lv).',
    faults: {
      missing: 'Напишите вопрос.',
      tooLong: 'Вопрос слишком длинный. Сократите его до 2000 знаков.',
      badLink: 'Ссылка недействительна. Напишите вопрос своими словами.',
      tooMany: 'Из Вашей сети приходит слишком много вопросов. Подождите минуту и спросите ещё раз.',
    },
  },
  en: {
    title: 'Ask without the chat',
    lead: 'Write a question about a state or municipal service. An automated assistant will answer, not a person.',
    notKept:
      'We do not keep the question, but it shows in the address of this page and stays in the browser history. Please do not write a personal code or other data about yourself.',
    label: 'Your question',
    hint: 'For example: how much is a passport?',
    ask: 'Ask',
    again: 'Another question',
    answer: 'Answer',
    youAsked: 'You asked:',
    next: 'What else would you like to know?',
    choose: 'Choose one',
    maybe: 'Are you perhaps asking about one of these services?',
    sources: 'Sources',
    handedOver: {
      'asked-for-human': 'You cannot talk to a person on this page. How to reach a person is written below.',
      'low-confidence':
        'I am not sure enough of the answer and I do not want to guess. Try other words, or ask a person. How to reach one is written below.',
      'no-card': 'This service exists, but I have no checked description of it. Ask a person. How to reach one is written below.',
      upset:
        'If you or somebody else is in danger, call **112** right now. If things are very hard, call the crisis line [116123](tel:116123). The call is free, day and night: in Latvian, Russian and English. You are not alone.',
    },
    person: 'If you need a person',
    chat: 'Chat',
    chatHours: 'Write “operator” in it. The chat needs JavaScript. People answer on working days, {hours}.',
    chatShort: 'write “operator” in it; people answer on working days, {hours}.',
    phone: 'Phone',
    email: 'E-mail',
    centres:
      'State and municipal customer service centres help in person. Addresses: [pakalpojumucentri.lv](https://pakalpojumucentri.lv).',
    faults: {
      missing: 'Write a question.',
      tooLong: 'The question is too long. Shorten it to 2000 characters.',
      badLink: 'The link is not valid. Write the question in your own words.',
      tooMany: 'Too many questions come from your network. Wait a minute and ask again.',
    },
  },
}
