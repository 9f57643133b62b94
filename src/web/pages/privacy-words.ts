import type { Language } from '../../languages.ts'
import type { TextWords } from './text-page.ts'

/** Places: `{transcripts}`, `{contactDays}`, `{notes}`, `{mails}` as "30 days", `{model}` (one of `modelSentence`), `{contacts}`. */
export const privacyWords: Record<Language, TextWords> = {
  lv: {
    title: 'Privātums',
    sections: [
      {
        text: `Šeit vienkāršiem vārdiem stāstām, ko par Jums zinām, cik ilgi to glabājam un ko varat lūgt. Par datiem atbild Vienotais publisko pakalpojumu palīdzības dienests (VPPPD).`,
      },
      {
        heading: 'Ar ko Jūs runājat',
        text: `Vispirms atbild **automātisks asistents** — datorprogramma, nevis cilvēks. Tas neko par Jums nelemj un nevienam pakalpojumam Jūs nepiesaka. Kad sarunu pārņem cilvēks, to skaidri pasakām. {model}`,
      },
      {
        heading: 'Ko glabājam',
        text: `- To, ko rakstāt tērzēšanā, un mūsu atbildes: {transcripts} pēc sarunas beigām.
- Tālruni vai e-pastu, ja to pats atstājat, lai operators var atbildēt: {contactDays}.
- Operatora piezīmes par jautājumu: {notes}.
- Nosūtītās vēstules: {mails}.
- Skaitļus bez vārdiem: cik bija jautājumu, par ko un vai palīdzējām. Pēc tiem Jūs atpazīt nevar, tāpēc tos nedzēšam.

Kad laiks beidzas, dati izdzēšas paši. Jautājumus lapā bez tērzēšanas neglabājam nemaz.`,
      },
      {
        heading: 'Ko aizklājam',
        text: `Personas kodu, bankas kontu, kartes un dokumenta numuru, tālruni un e-pastu sarunā aizklājam, **pirms** to saglabājam. Tāpēc tos neredz arī operators. Labāk tos nemaz nerakstiet: nevienai atbildei tie nav vajadzīgi.`,
      },
      {
        heading: 'Kas to redz',
        text: `Sarunu redz VPPPD operatori. Ja operators jautā iestādes speciālistam, tas redz jautājumu un vajadzīgo sarunas daļu. Reklāmai un citiem uzņēmumiem datus nedodam.`,
      },
      {
        heading: 'Kas paliek Jūsu ierīcē',
        text: `- Sīkdatne “lang”: Jūsu valodas izvēle, vienu gadu.
- Sarunas atslēga pārlūkā, lai sarunu varētu turpināt citā lapā.

Citu sīkdatņu, skaitītāju un reklāmu nav. Klientu centra ekrāns pēc sarunas izdzēš visu.`,
      },
      {
        heading: 'Kā izdzēst savu sarunu',
        text: `Atveriet tērzēšanu, tad “{helpWords}” un nospiediet “{deleteWords}”. Sarunas vārdi pazudīs uzreiz gan pie Jums, gan pie mums. Ja tas neizdodas, rakstiet vai zvaniet mums.`,
      },
      {
        heading: 'Jūsu tiesības',
        text: `Varat lūgt kopiju, labojumu vai dzēšanu, kā arī iebilst pret datu lietošanu. Atbildēsim mēneša laikā. Datus lietojam, lai pildītu valsts uzdevumu palīdzēt iedzīvotājiem (Datu regulas 6. panta 1. punkta e) apakšpunkts).

{contacts}

Ja uzskatāt, ka rīkojamies nepareizi, sūdzieties Datu valsts inspekcijai: [dvi.gov.lv](https://www.dvi.gov.lv).`,
      },
    ],
  },
  ru: {
    title: 'Конфиденциальность',
    sections: [
      {
        text: `Здесь простыми словами сказано, что мы о Вас знаем, как долго это храним и о чём Вы можете попросить. За данные отвечает Единая служба помощи по публичным услугам (VPPPD).`,
      },
      {
        heading: 'С кем Вы говорите',
        text: `Сначала отвечает **автоматический ассистент** — программа, а не человек. Он ничего о Вас не решает и ни на какую услугу Вас не записывает. Когда разговор берёт человек, мы ясно об этом говорим. {model}`,
      },
      {
        heading: 'Что мы храним',
        text: `- То, что Вы пишете в чате, и наши ответы: {transcripts} после конца разговора.
- Телефон или эл. почту, если Вы сами их оставили, чтобы оператор мог ответить: {contactDays}.
- Заметки оператора о вопросе: {notes}.
- Отправленные письма: {mails}.
- Цифры без слов: сколько было вопросов, о чём и помогли ли мы. По ним Вас узнать нельзя, поэтому мы их не удаляем.

Когда срок кончается, данные удаляются сами. Вопросы на странице без чата мы не храним совсем.`,
      },
      {
        heading: 'Что мы скрываем',
        text: `Персональный код, банковский счёт, номер карты и документа, телефон и эл. почту мы скрываем в разговоре **до того**, как его сохранить. Поэтому их не видит и оператор. Лучше не пишите их совсем: ни для одного ответа они не нужны.`,
      },
      {
        heading: 'Кто это видит',
        text: `Разговор видят операторы VPPPD. Если оператор спрашивает специалиста учреждения, тот видит вопрос и нужную часть разговора. Для рекламы и другим предприятиям мы данные не даём.`,
      },
      {
        heading: 'Что остаётся на Вашем устройстве',
        text: `- Файл cookie «lang»: Ваш выбор языка, на один год.
- Ключ разговора в браузере, чтобы его можно было продолжить на другой странице.

Других файлов cookie, счётчиков и рекламы нет. Экран в центре обслуживания после разговора удаляет всё.`,
      },
      {
        heading: 'Как удалить свой разговор',
        text: `Откройте чат, затем «{helpWords}» и нажмите «{deleteWords}». Слова разговора сразу исчезнут и у Вас, и у нас. Если не получается, напишите или позвоните нам.`,
      },
      {
        heading: 'Ваши права',
        text: `Вы можете попросить копию, исправление или удаление, а также возразить против использования данных. Мы ответим в течение месяца. Данные мы используем, чтобы выполнять задачу государства — помогать жителям (Общий регламент по защите данных, статья 6, пункт 1 e).

{contacts}

Если Вы считаете, что мы поступаем неправильно, пожалуйтесь в Государственную инспекцию данных: [dvi.gov.lv](https://www.dvi.gov.lv).`,
      },
    ],
  },
  en: {
    title: 'Privacy',
    sections: [
      {
        text: `This page says in plain words what we know about you, how long we keep it and what you can ask for. The help desk for public services (VPPPD) is responsible for the data.`,
      },
      {
        heading: 'Whom you talk to',
        text: `An **automated assistant** answers first: a computer program, not a person. It decides nothing about you and does not apply for any service in your name. When a person takes over, we say so plainly. {model}`,
      },
      {
        heading: 'What we keep',
        text: `- What you write in the chat, and our answers: {transcripts} after the conversation ends.
- A phone number or e-mail, if you leave one so that an operator can answer: {contactDays}.
- An operator's notes on the question: {notes}.
- Letters that we sent: {mails}.
- Figures without words: how many questions, what about, and whether we helped. Nobody can tell you from them, so we do not delete them.

When the time is over, the data is deleted by itself. Questions on the page without the chat are not kept at all.`,
      },
      {
        heading: 'What we hide',
        text: `We hide personal codes, bank accounts, card and document numbers, phone numbers and e-mails in the conversation **before** it is stored. So operators do not see them either. It is best not to write them: no answer needs them.`,
      },
      {
        heading: 'Who sees it',
        text: `Operators of VPPPD see the conversation. When an operator asks a specialist of an institution, the specialist sees the question and the part of the conversation that is needed. We give no data to advertisers or other companies.`,
      },
      {
        heading: 'What stays on your device',
        text: `- The cookie “lang”: your choice of language, for one year.
- The key of the conversation in the browser, so that you can go on with it on another page.

There are no other cookies, counters or advertisements. The screen in a service centre deletes everything after the conversation.`,
      },
      {
        heading: 'How to delete your conversation',
        text: `Open the chat, then “{helpWords}”, and press “{deleteWords}”. The words disappear at once, on your side and on ours. If that does not work, write to us or call us.`,
      },
      {
        heading: 'Your rights',
        text: `You can ask for a copy, a correction or deletion, and you can object to how data is used. We answer within a month. We use data to carry out a task of the state: helping residents (General Data Protection Regulation, Article 6(1)(e)).

{contacts}

If you think that we act wrongly, complain to the Data State Inspectorate: [dvi.gov.lv](https://www.dvi.gov.lv).`,
      },
    ],
  },
}

/** Whether a language model is configured, in words. */
export const modelSentence: Record<Language, { used: string; unused: string }> = {
  lv: {
    used: 'Atbildes tekstu dažkārt pārfrāzē mākslīgā intelekta modelis. Tas redz tikai jautājumu ar aizklātiem personas datiem, un pārfrāzēto tekstu iezīmējam.',
    unused: 'Asistents neko nesacer: tas rāda pārbaudītus pakalpojumu aprakstus.',
  },
  ru: {
    used: 'Текст ответа иногда перефразирует модель искусственного интеллекта. Она видит только вопрос со скрытыми личными данными, а перефразированный текст мы помечаем.',
    unused: 'Ассистент ничего не сочиняет: он показывает проверенные описания услуг.',
  },
  en: {
    used: 'A model of artificial intelligence sometimes rephrases the answer. It sees only the question with personal data hidden, and we mark the rephrased text.',
    unused: 'The assistant makes nothing up: it shows checked descriptions of services.',
  },
}
