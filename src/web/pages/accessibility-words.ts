import type { Language } from '../../languages.ts'
import type { TextWords } from './text-page.ts'

/** When the pages were last gone through as the statement says. */
export const assessedOn = '2026-11-22'

/** The statement that Cabinet Regulation No. 445 asks for. Places: `{site}`, `{date}`, `{contacts}`. */
export const accessibilityWords: Record<Language, TextWords> = {
  lv: {
    title: 'Piekļūstamības paziņojums',
    sections: [
      {
        text: `Vienotais publisko pakalpojumu palīdzības dienests (VPPPD) apņemas šo vietni veidot piekļūstamu visiem. To prasa Ministru kabineta 2020. gada 14. jūlija [noteikumi Nr. 445](https://likumi.lv/ta/id/316109) “Kārtība, kādā iestādes ievieto informāciju internetā”.

Paziņojums attiecas uz vietni {site}: sākumlapu, tērzēšanu, lapu bez tērzēšanas un klientu centru ekrānu. Tas attiecas arī uz tērzēšanu, ko iestādes ievieto savās lapās.`,
      },
      {
        heading: 'Cik piekļūstama ir šī vietne?',
        text: `Vietne **daļēji atbilst** noteikumiem Nr. 445. Savā pārbaudē neatbilstības standartam WCAG 2.1 AA un WCAG 2.2 AA neatradām. Tomēr neatkarīga izvērtējuma vēl nav, tāpēc pilnīgu atbilstību neapgalvojam.`,
      },
      {
        heading: 'Kas ir izdarīts',
        text: `- Visu var izdarīt tikai ar tastatūru, un fokuss ir redzams.
- Jaunas ziņas ekrāna lasītājs nolasa pats; fokusu tās nepārvieto.
- Katrai ziņai ir norādīta valoda: latviešu, krievu vai angļu.
- Tekstu var palielināt līdz 200 %. Lapas der arī 320 pikseļus platam ekrānam.
- Kontrasts ir vismaz 4,5 : 1. Nozīmi nekad neizsaka tikai krāsa.
- Lapas ievēro augsta kontrasta režīmu un lūgumu samazināt kustību.
- Jautāt var arī bez JavaScript un bez tērzēšanas.`,
      },
      {
        heading: 'Kas vēl nav labi',
        text: `- Vietni vēl nav pārbaudījuši cilvēki, kuri ikdienā lieto ekrāna lasītāju vai citas palīgierīces.
- Atbildēs ir saites uz citu iestāžu lapām un dokumentiem. Par to piekļūstamību atbild šīs iestādes.
- Saziņas zīmju valodā un viegli lasāmu atbilžu vēl nav.
- Programmētāju lapa “/docs” ir tikai angļu valodā.`,
      },
      {
        heading: 'Kā saņemt atbildi citādi',
        text: `Ja kāda daļa Jums neder, jautājiet citā veidā:

{contacts}`,
      },
      {
        heading: 'Atsauksmes un sūdzības',
        text: `Ja pamanāt kļūdu vai šķērsli, pasakiet mums. Jūsu ziņu izlasīs cilvēks un atbildēs mēneša laikā.

{contacts}

Ja neatbildam vai atbilde Jūs neapmierina, sūdzieties Latvijas Republikas tiesībsargam: [tiesibsargs.lv](https://www.tiesibsargs.lv).`,
      },
      {
        heading: 'Kā sagatavots šis paziņojums',
        text: `Paziņojums sagatavots {date}. Tās pašas dienas izvērtējumu veica VPPPD: katru lapu un katru tērzēšanas stāvokli pārbaudīja ar rīku axe, tikai ar tastatūru, 320 pikseļu platumā, ar 200 % lielu tekstu un augsta kontrasta režīmā. Paziņojumu pārskatām pēc katras lielākas izmaiņas un vismaz reizi gadā.`,
      },
    ],
  },
  ru: {
    title: 'Заявление о доступности',
    sections: [
      {
        text: `Единая служба помощи по публичным услугам (VPPPD) обязуется делать этот сайт доступным для всех. Этого требуют [правила Кабинета министров № 445](https://likumi.lv/ta/id/316109) от 14 июля 2020 года «Порядок размещения учреждениями информации в интернете».

Заявление относится к сайту {site}: к главной странице, чату, странице без чата и экрану для центров обслуживания. Оно относится и к чату, который учреждения ставят на свои страницы.`,
      },
      {
        heading: 'Насколько доступен этот сайт?',
        text: `Сайт **частично соответствует** правилам № 445. При своей проверке мы не нашли отступлений от стандартов WCAG 2.1 AA и WCAG 2.2 AA. Но независимой оценки ещё не было, поэтому о полном соответствии мы не заявляем.`,
      },
      {
        heading: 'Что сделано',
        text: `- Всё можно сделать только с клавиатуры, и фокус виден.
- Новые сообщения программа экранного доступа читает сама; фокус они не сдвигают.
- У каждого сообщения указан язык: латышский, русский или английский.
- Текст можно увеличить до 200 %. Страницы подходят и для экрана шириной 320 пикселей.
- Контраст не меньше 4,5 : 1. Смысл никогда не передаётся одним цветом.
- Страницы учитывают режим высокой контрастности и просьбу уменьшить движение.
- Спросить можно и без JavaScript, и без чата.`,
      },
      {
        heading: 'Что ещё не так хорошо',
        text: `- Сайт ещё не проверили люди, которые каждый день пользуются программой экранного доступа или другими вспомогательными средствами.
- В ответах есть ссылки на страницы и документы других учреждений. За их доступность отвечают эти учреждения.
- Общения на жестовом языке и ответов простым языком пока нет.
- Страница для программистов «/docs» есть только на английском.`,
      },
      {
        heading: 'Как получить ответ иначе',
        text: `Если какая-то часть Вам не подходит, спросите другим способом:

{contacts}`,
      },
      {
        heading: 'Отзывы и жалобы',
        text: `Если заметите ошибку или препятствие, скажите нам. Ваше сообщение прочитает человек и ответит в течение месяца.

{contacts}

Если мы не ответим или ответ Вас не устроит, пожалуйтесь омбудсмену Латвийской Республики (Tiesībsargs): [tiesibsargs.lv](https://www.tiesibsargs.lv).`,
      },
      {
        heading: 'Как подготовлено это заявление',
        text: `Заявление подготовлено {date}. Оценку в тот же день провела VPPPD: каждую страницу и каждое состояние чата проверили инструментом axe, только с клавиатуры, при ширине 320 пикселей, с текстом в 200 % и в режиме высокой контрастности. Заявление мы пересматриваем после каждого большого изменения и не реже раза в год.`,
      },
    ],
  },
  en: {
    title: 'Accessibility statement',
    sections: [
      {
        text: `The help desk for public services (VPPPD) undertakes to make this site accessible to everybody. This is what [Cabinet Regulation No. 445](https://likumi.lv/ta/id/316109) of 14 July 2020 on how institutions publish information on the internet asks for.

The statement is about the site {site}: the home page, the chat, the page without the chat and the screen for service centres. It is also about the chat that institutions put on their own pages.`,
      },
      {
        heading: 'How accessible is this site?',
        text: `The site **partly conforms** to Regulation No. 445. In our own check we found nothing that falls short of WCAG 2.1 AA and WCAG 2.2 AA. But there has been no independent evaluation yet, so we do not claim full conformity.`,
      },
      {
        heading: 'What has been done',
        text: `- Everything can be done with the keyboard alone, and the focus can be seen.
- A screen reader reads new messages by itself; they do not move the focus.
- Each message says its language: Latvian, Russian or English.
- Text can be enlarged to 200 %. The pages also fit a screen 320 pixels wide.
- The contrast is at least 4.5 : 1. Colour is never the only thing that tells a meaning.
- The pages respect forced colours and the wish for less motion.
- You can also ask without JavaScript and without the chat.`,
      },
      {
        heading: 'What is not good yet',
        text: `- People who use a screen reader or other aids every day have not tested the site yet.
- Answers link to pages and documents of other institutions. Those institutions answer for their accessibility.
- There is no contact in sign language and there are no easy-to-read answers yet.
- The page for programmers, “/docs”, is in English only.`,
      },
      {
        heading: 'How to get the answer in another way',
        text: `If some part does not work for you, ask in another way:

{contacts}`,
      },
      {
        heading: 'Feedback and complaints',
        text: `If you notice a fault or an obstacle, tell us. A person will read your message and answer within a month.

{contacts}

If we do not answer, or the answer does not satisfy you, complain to the Ombudsman of the Republic of Latvia (Tiesībsargs): [tiesibsargs.lv](https://www.tiesibsargs.lv).`,
      },
      {
        heading: 'How this statement was prepared',
        text: `The statement was prepared on {date}. VPPPD made the evaluation the same day. We checked each page and each state of the chat with the tool axe and with the keyboard alone. We also checked them at a width of 320 pixels, with text at 200 % and with forced colours. We review the statement after each larger change and at least once a year.`,
      },
    ],
  },
}
