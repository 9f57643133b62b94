import type { Language } from '../../../languages.ts'

export interface KioskWords {
  title: string
  heading: string
  lead: string
  privacy: string
  ended: string
  noScript: string
  field: string
  ask: string
  services: string
  events: string
  tools: string
  startOver: string
  print: string
  further: string
  /** `{date}` */
  printed: string
  clerk: string
  clerkTitle: string
  clerkText: string
  clerkSignal: string
  clerkDone: string
  help: string
  helpTitle: string
  helpSteps: string[]
  close: string
  idleTitle: string
  idleText: string
  /** `{seconds}` */
  idleSeconds: string
  idleStay: string
  idleEnd: string
}

export const kioskWords: Record<Language, KioskWords> = {
  lv: {
    title: 'Jautājumi par pakalpojumiem',
    heading: 'Ko vēlaties uzzināt?',
    lead: 'Pieskarieties tematam vai uzrakstiet jautājumu. Atbild automātisks asistents, nevis cilvēks.',
    privacy: 'Lūdzu, nerakstiet personas kodu. Beigās nospiediet “Sākt no jauna”, un no ekrāna viss pazudīs.',
    ended: 'Saruna ir beigusies. No šī ekrāna viss ir izdzēsts.',
    noScript: 'Šis ekrāns strādā vienkāršotā veidā: atbilde atvērsies jaunā lapā.',
    field: 'Jūsu jautājums',
    ask: 'Jautāt',
    services: 'Par ko jautā visbiežāk',
    events: 'Kas noticis Jūsu dzīvē?',
    tools: 'Rīki',
    startOver: 'Sākt no jauna',
    print: 'Drukāt',
    further: 'Lasīt tālāk ↓',
    printed: 'VPPPD automātiskā asistenta atbildes. Izdrukāts {date}.',
    clerk: 'Pasaukt darbinieku',
    clerkTitle: 'Darbinieks ir pasaukts',
    clerkText: 'Lūdzu, uzgaidiet pie ekrāna. Darbinieks nāks, tiklīdz būs brīvs.',
    clerkSignal: 'Klients lūdz palīdzību',
    clerkDone: 'Paldies, vairs nevajag',
    help: 'Palīdzība',
    helpTitle: 'Kā lietot šo ekrānu',
    helpSteps: [
      'Augšā izvēlieties valodu: LV, RU vai EN.',
      'Pieskarieties tematam vai uzrakstiet jautājumu saviem vārdiem.',
      'Zem atbildes ir pogas. Tās parāda, ko vēl var uzzināt.',
      'Ja vajag cilvēku, nospiediet “Runāt ar cilvēku” vai “Pasaukt darbinieku”.',
      'Atbildi var izdrukāt ar pogu “Drukāt”.',
      'Beigās nospiediet “Sākt no jauna”. Tad nākamais cilvēks neredzēs Jūsu jautājumus.',
    ],
    close: 'Aizvērt',
    idleTitle: 'Vai Jūs vēl esat šeit?',
    idleText: 'Ja nē, saruna beigsies un no ekrāna viss pazudīs.',
    idleSeconds: 'Atlikušas {seconds} s',
    idleStay: 'Jā, turpināt',
    idleEnd: 'Beigt tagad',
  },
  ru: {
    title: 'Вопросы об услугах',
    heading: 'Что Вы хотите узнать?',
    lead: 'Коснитесь темы или напишите вопрос. Отвечает автоматический ассистент, а не человек.',
    privacy: 'Пожалуйста, не пишите персональный код. В конце нажмите «Начать заново», и с экрана всё исчезнет.',
    ended: 'Разговор окончен. С этого экрана всё удалено.',
    noScript: 'Этот экран работает в простом виде: ответ откроется на новой странице.',
    field: 'Ваш вопрос',
    ask: 'Спросить',
    services: 'О чём спрашивают чаще всего',
    events: 'Что произошло в Вашей жизни?',
    tools: 'Инструменты',
    startOver: 'Начать заново',
    print: 'Напечатать',
    further: 'Читать дальше ↓',
    printed: 'Ответы автоматического ассистента VPPPD. Напечатано {date}.',
    clerk: 'Позвать сотрудника',
    clerkTitle: 'Сотрудника позвали',
    clerkText: 'Пожалуйста, подождите у экрана. Сотрудник подойдёт, как только освободится.',
    clerkSignal: 'Клиент просит помощи',
    clerkDone: 'Спасибо, уже не нужно',
    help: 'Помощь',
    helpTitle: 'Как пользоваться этим экраном',
    helpSteps: [
      'Вверху выберите язык: LV, RU или EN.',
      'Коснитесь темы или напишите вопрос своими словами.',
      'Под ответом есть кнопки. Они показывают, что ещё можно узнать.',
      'Если нужен человек, нажмите «Поговорить с человеком» или «Позвать сотрудника».',
      'Ответ можно напечатать кнопкой «Напечатать».',
      'В конце нажмите «Начать заново». Тогда следующий человек не увидит Ваших вопросов.',
    ],
    close: 'Закрыть',
    idleTitle: 'Вы ещё здесь?',
    idleText: 'Если нет, разговор закончится и с экрана всё исчезнет.',
    idleSeconds: 'Осталось {seconds} с',
    idleStay: 'Да, продолжить',
    idleEnd: 'Закончить сейчас',
  },
  en: {
    title: 'Questions about services',
    heading: 'What would you like to know?',
    lead: 'Touch a topic or write a question. An automated assistant answers, not a person.',
    privacy: 'Please do not write a personal code. At the end, press “Start over”, and everything disappears from the screen.',
    ended: 'The conversation has ended. Everything is deleted from this screen.',
    noScript: 'This screen works in a plain way: the answer opens as a new page.',
    field: 'Your question',
    ask: 'Ask',
    services: 'Asked most often',
    events: 'What has happened in your life?',
    tools: 'Tools',
    startOver: 'Start over',
    print: 'Print',
    further: 'Read on ↓',
    printed: 'Answers of the automated VPPPD assistant. Printed on {date}.',
    clerk: 'Call the clerk',
    clerkTitle: 'The clerk has been called',
    clerkText: 'Please wait at the screen. The clerk will come as soon as possible.',
    clerkSignal: 'A client asks for help',
    clerkDone: 'Thank you, no longer needed',
    help: 'Help',
    helpTitle: 'How to use this screen',
    helpSteps: [
      'Choose a language at the top: LV, RU or EN.',
      'Touch a topic, or write a question in your own words.',
      'There are buttons under the answer. They show what else you can find out.',
      'If you need a person, press “Talk to a person” or “Call the clerk”.',
      'You can print the answer with the button “Print”.',
      'At the end, press “Start over”. Then the next person will not see your questions.',
    ],
    close: 'Close',
    idleTitle: 'Are you still here?',
    idleText: 'If not, the conversation will end and everything will disappear from the screen.',
    idleSeconds: '{seconds} s left',
    idleStay: 'Yes, go on',
    idleEnd: 'End now',
  },
}
