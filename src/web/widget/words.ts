export interface Words {
  open: string
  title: string
  subtitle: string
  close: string
  log: string
  field: string
  placeholder: string
  send: string
  you: string
  assistant: string
  operator: string
  service: string
  sending: string
  notSent: string
  retry: string
  typing: string
  offline: string
  person: string
  newTab: string
}

export const words: Record<'lv' | 'ru' | 'en', Words> = {
  lv: {
    open: 'Jautāt asistentam',
    title: 'VPPPD asistents',
    subtitle: 'Automātisks asistents; vajadzības gadījumā atbild cilvēks',
    close: 'Aizvērt sarunu',
    log: 'Saruna',
    field: 'Jūsu jautājums',
    placeholder: 'Rakstiet savu jautājumu…',
    send: 'Sūtīt',
    you: 'Jūs',
    assistant: 'Asistents (automātisks)',
    operator: 'Operators',
    service: 'Ziņa no VPPPD',
    sending: 'Sūta…',
    notSent: 'Nav nosūtīts.',
    retry: 'Mēģināt vēlreiz',
    typing: 'Asistents raksta…',
    offline: 'Nav savienojuma. Mēģinām savienoties; uzrakstītais nepazudīs.',
    person: 'Runāt ar cilvēku',
    newTab: 'atvērsies jaunā cilnē',
  },
  ru: {
    open: 'Спросить ассистента',
    title: 'Ассистент VPPPD',
    subtitle: 'Автоматический ассистент; если нужно, ответит человек',
    close: 'Закрыть разговор',
    log: 'Разговор',
    field: 'Ваш вопрос',
    placeholder: 'Напишите свой вопрос…',
    send: 'Отправить',
    you: 'Вы',
    assistant: 'Ассистент (автоматический)',
    operator: 'Оператор',
    service: 'Сообщение VPPPD',
    sending: 'Отправляется…',
    notSent: 'Не отправлено.',
    retry: 'Повторить',
    typing: 'Ассистент пишет…',
    offline: 'Нет соединения. Пробуем подключиться; написанное не пропадёт.',
    person: 'Поговорить с человеком',
    newTab: 'откроется в новой вкладке',
  },
  en: {
    open: 'Ask the assistant',
    title: 'VPPPD assistant',
    subtitle: 'Automated assistant; a person answers when needed',
    close: 'Close the conversation',
    log: 'Conversation',
    field: 'Your question',
    placeholder: 'Write your question…',
    send: 'Send',
    you: 'You',
    assistant: 'Assistant (automated)',
    operator: 'Operator',
    service: 'Notice from VPPPD',
    sending: 'Sending…',
    notSent: 'Not sent.',
    retry: 'Try again',
    typing: 'The assistant is writing…',
    offline: 'No connection. Trying to reconnect; what you wrote will not be lost.',
    person: 'Talk to a person',
    newTab: 'opens in a new tab',
  },
}
