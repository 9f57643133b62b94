import type { Language } from '../../languages.ts'
import type { looks } from './embed-settings.ts'

export interface EmbedWords {
  title: string
  lead: string
  settings: string
  language: string
  languageOfPage: string
  institution: string
  none: string
  municipality: string
  colour: string
  /** `{ratio}` */
  contrastGood: string
  /** `{ratio}` */
  contrastBad: string
  position: string
  right: string
  left: string
  chatTitle: string
  /** `{title}`: the usual one */
  chatTitleHint: string
  greeting: string
  greetingHint: string
  topic: string
  topicHint: string
  inviteAfter: string
  inviteHint: string
  closed: string
  closedShow: string
  /** Open, with a notice that nobody is at work. */
  closedNotice: string
  closedHide: string
  show: string
  snippet: string
  snippetHow: string
  copy: string
  copied: string
  copyFailed: string
  policy: string
  policyHow: string
  /** `{origins}`: the name of a setting */
  origins: string
  preview: string
  previewFrame: string
  previewOpen: string
  looks: string
  looksHow: string
  look: Record<(typeof looks)[number]['name'], { title: string; text: string }>
  useLook: string
  attributes: string
  attribute: string
  meaning: string
  mock: { bar: string; heading: string; text: string[] }
}

export const embedWords: Record<Language, EmbedWords> = {
  lv: {
    title: 'Tērzēšana Jūsu iestādes lapā',
    lead: 'Izvēlieties iestatījumus, nokopējiet vienu rindiņu un ielīmējiet to savā lapā. Kods der arī lapām ar stingru satura drošības politiku.',
    settings: 'Iestatījumi',
    language: 'Valoda',
    languageOfPage: 'Tāda pati kā lapai',
    institution: 'Iestāde',
    none: 'Nav norādīta',
    municipality: 'Pašvaldība',
    colour: 'Krāsa',
    contrastGood: 'Kontrasts ar tekstu: {ratio} : 1. Labi.',
    contrastBad: 'Kontrasts ar tekstu: {ratio} : 1. Vajag vismaz 4,5 : 1, tāpēc izvēlieties tumšāku vai gaišāku krāsu.',
    position: 'Pogas vieta',
    right: 'Apakšā pa labi',
    left: 'Apakšā pa kreisi',
    chatTitle: 'Virsraksts',
    chatTitleHint: 'Līdz 40 rakstzīmēm. Tukšs: “{title}”.',
    greeting: 'Papildu teikums sveicienā',
    greetingHint: 'Līdz 300 rakstzīmēm. To rāda kopā ar paziņojumu, ka atbild automātisks asistents.',
    topic: 'Par ko ir Jūsu lapa',
    topicHint: 'Uzaicinājums piedāvās tieši šo pakalpojumu.',
    inviteAfter: 'Uzaicināt pēc tik sekundēm',
    inviteHint: 'No 1 līdz 600. Tukšs: neuzaicināt.',
    closed: 'Kad operatori nestrādā',
    closedShow: 'Rādīt: asistents atbild visu diennakti',
    closedNotice: 'Rādīt ar piebildi, ka operatori nestrādā',
    closedHide: 'Paslēpt pogu',
    show: 'Rādīt kodu',
    snippet: 'Kods Jūsu lapai',
    snippetHow: 'Ielīmējiet šo rindiņu lapas beigās, pirms </body>.',
    copy: 'Kopēt',
    copied: 'Nokopēts.',
    copyFailed: 'Neizdevās nokopēt. Iezīmējiet rindiņu un kopējiet to pats.',
    policy: 'Satura drošības politika',
    policyHow: 'Ja Jūsu lapai ir satura drošības politika (CSP), pievienojiet tai šīs adreses:',
    origins: 'Pasakiet VPPPD savas lapas adresi: to ieraksta iestatījumā {origins}. Citās lapās tērzēšana neatvērsies.',
    preview: 'Priekšskatījums',
    previewFrame: 'Lapas paraugs ar tērzēšanu',
    previewOpen: 'Atvērt priekšskatījumu atsevišķi',
    looks: 'Pieci gatavi izskati',
    looksHow: 'Sāciet ar kādu no šiem un mainiet, kas vajadzīgs.',
    look: {
      plain: { title: 'Vienkāršais', text: 'VPPPD krāsas, valoda kā lapai.' },
      agency: { title: 'Aģentūra', text: 'Zaļa, ar iestādi un pakalpojumu.' },
      municipality: { title: 'Pašvaldība', text: 'Zila, pa kreisi, zina novadu.' },
      form: { title: 'Lapa ar veidlapu', text: 'Violeta, pēc 20 sekundēm piedāvā palīdzību.' },
      visitors: { title: 'Iebraucējiem', text: 'Tumša, angliski, tikai darba laikā.' },
    },
    useLook: 'Izmantot',
    attributes: 'Visi atribūti',
    attribute: 'Atribūts',
    meaning: 'Ko tas maina',
    mock: {
      bar: 'Priekšskatījums: tā tērzēšana izskatās iestādes lapā',
      heading: 'Iestādes lapas paraugs',
      text: ['Te būtu Jūsu lapas teksts. Tērzēšanas poga stāv lapas stūrī un netraucē lasīt.', 'Nospiediet pogu un pamēģiniet.'],
    },
  },
  ru: {
    title: 'Чат на странице Вашего учреждения',
    lead: 'Выберите настройки, скопируйте одну строку и вставьте её на свою страницу. Код подходит и страницам со строгой политикой безопасности содержимого.',
    settings: 'Настройки',
    language: 'Язык',
    languageOfPage: 'Такой же, как у страницы',
    institution: 'Учреждение',
    none: 'Не указано',
    municipality: 'Самоуправление',
    colour: 'Цвет',
    contrastGood: 'Контраст с текстом: {ratio} : 1. Хорошо.',
    contrastBad: 'Контраст с текстом: {ratio} : 1. Нужно не меньше 4,5 : 1, поэтому выберите цвет темнее или светлее.',
    position: 'Место кнопки',
    right: 'Внизу справа',
    left: 'Внизу слева',
    chatTitle: 'Заголовок',
    chatTitleHint: 'До 40 знаков. Пусто: «{title}».',
    greeting: 'Дополнительное предложение в приветствии',
    greetingHint: 'До 300 знаков. Его видно вместе с сообщением, что отвечает автоматический ассистент.',
    topic: 'О чём Ваша страница',
    topicHint: 'Приглашение предложит именно эту услугу.',
    inviteAfter: 'Пригласить через столько секунд',
    inviteHint: 'От 1 до 600. Пусто: не приглашать.',
    closed: 'Когда операторы не работают',
    closedShow: 'Показывать: ассистент отвечает круглосуточно',
    closedNotice: 'Показывать с пометкой, что операторы не работают',
    closedHide: 'Скрыть кнопку',
    show: 'Показать код',
    snippet: 'Код для Вашей страницы',
    snippetHow: 'Вставьте эту строку в конец страницы, перед </body>.',
    copy: 'Скопировать',
    copied: 'Скопировано.',
    copyFailed: 'Скопировать не удалось. Выделите строку и скопируйте её сами.',
    policy: 'Политика безопасности содержимого',
    policyHow: 'Если у Вашей страницы есть политика безопасности содержимого (CSP), добавьте в неё эти адреса:',
    origins: 'Сообщите VPPPD адрес своей страницы: его вносят в настройку {origins}. На других страницах чат не откроется.',
    preview: 'Предпросмотр',
    previewFrame: 'Образец страницы с чатом',
    previewOpen: 'Открыть предпросмотр отдельно',
    looks: 'Пять готовых вариантов',
    looksHow: 'Начните с одного из них и измените, что нужно.',
    look: {
      plain: { title: 'Простой', text: 'Цвета VPPPD, язык как у страницы.' },
      agency: { title: 'Агентство', text: 'Зелёный, с учреждением и услугой.' },
      municipality: { title: 'Самоуправление', text: 'Синий, слева, знает край.' },
      form: { title: 'Страница с формой', text: 'Фиолетовый, через 20 секунд предлагает помощь.' },
      visitors: { title: 'Для приезжих', text: 'Тёмный, по-английски, только в рабочее время.' },
    },
    useLook: 'Использовать',
    attributes: 'Все атрибуты',
    attribute: 'Атрибут',
    meaning: 'Что он меняет',
    mock: {
      bar: 'Предпросмотр: так чат выглядит на странице учреждения',
      heading: 'Образец страницы учреждения',
      text: ['Здесь был бы текст Вашей страницы. Кнопка чата стоит в углу и не мешает читать.', 'Нажмите кнопку и попробуйте.'],
    },
  },
  en: {
    title: "The chat on your institution's page",
    lead: 'Choose the settings, copy one line and paste it into your page. The code also fits pages with a strict content security policy.',
    settings: 'Settings',
    language: 'Language',
    languageOfPage: 'The same as the page',
    institution: 'Institution',
    none: 'Not given',
    municipality: 'Municipality',
    colour: 'Colour',
    contrastGood: 'Contrast with the text: {ratio} : 1. Good.',
    contrastBad: 'Contrast with the text: {ratio} : 1. At least 4.5 : 1 is needed, so choose a darker or a lighter colour.',
    position: 'Place of the button',
    right: 'Bottom right',
    left: 'Bottom left',
    chatTitle: 'Title',
    chatTitleHint: 'Up to 40 characters. Empty: “{title}”.',
    greeting: 'A further sentence in the greeting',
    greetingHint: 'Up to 300 characters. It is shown with the notice that an automated assistant answers.',
    topic: 'What your page is about',
    topicHint: 'The invitation will offer exactly this service.',
    inviteAfter: 'Invite after so many seconds',
    inviteHint: 'From 1 to 600. Empty: no invitation.',
    closed: 'When operators are not at work',
    closedShow: 'Show: the assistant answers day and night',
    closedNotice: 'Show with a note that operators are not at work',
    closedHide: 'Hide the button',
    show: 'Show the code',
    snippet: 'The code for your page',
    snippetHow: 'Paste this line at the end of the page, before </body>.',
    copy: 'Copy',
    copied: 'Copied.',
    copyFailed: 'Copying did not work. Select the line and copy it yourself.',
    policy: 'Content security policy',
    policyHow: 'If your page has a content security policy (CSP), add these addresses to it:',
    origins: 'Tell VPPPD the address of your page: it goes into the setting {origins}. On other pages the chat will not open.',
    preview: 'Preview',
    previewFrame: 'A sample page with the chat',
    previewOpen: 'Open the preview by itself',
    looks: 'Five ready looks',
    looksHow: 'Start with one of these and change what you need.',
    look: {
      plain: { title: 'Plain', text: 'The colours of VPPPD, the language of the page.' },
      agency: { title: 'Agency', text: 'Green, with an institution and a service.' },
      municipality: { title: 'Municipality', text: 'Blue, on the left, knows the municipality.' },
      form: { title: 'Page with a form', text: 'Violet, offers help after 20 seconds.' },
      visitors: { title: 'For visitors', text: 'Dark, in English, in working hours only.' },
    },
    useLook: 'Use it',
    attributes: 'All attributes',
    attribute: 'Attribute',
    meaning: 'What it changes',
    mock: {
      bar: "Preview: this is how the chat looks on an institution's page",
      heading: 'A sample page of an institution',
      text: [
        'The text of your page would stand here. The button of the chat stays in the corner and does not get in the way.',
        'Press the button and try it.',
      ],
    },
  },
}
