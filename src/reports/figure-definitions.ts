import type { Localised } from '../languages.ts'

/** `share`: numerator / denominator. `time`: milliseconds. `score`: 1–5. `count`: the numerator alone. */
export type FigureUnit = 'share' | 'count' | 'time' | 'score'

export interface Goal {
  rule: 'at-least' | 'more-than'
  value: number
}

export interface FigureDefinition {
  unit: FigureUnit
  goal?: Goal
  name: Localised
  /** What is counted, of what, and what is left out. */
  definition: Localised
}

/** Rules that hold for every figure. */
export const commonRules: readonly Localised[] = [
  {
    lv: 'Apmeklējums ir viens klienta nāciens vienā kanālā: tas sākas ar pirmo ziņu vai ar ziņu pēc 24 stundu klusuma. Viens apmeklējums ir viens gadījums finansēšanas modelī.',
    ru: 'Посещение — одно обращение клиента в одном канале: оно начинается с первого сообщения или с сообщения после 24 часов молчания. Одно посещение — один случай в модели финансирования.',
    en: 'A visit is one coming of a client on one channel: it begins with the first message, or with a message after 24 hours of silence. One visit is one case of the financing model.',
  },
  {
    lv: 'Apmeklējums pieder tam laika posmam, kurā sākās, kopā ar visām savām nodošanām un vērtējumiem; ņem vērā visu, kas ar to noticis līdz 31 dienai pēc posma beigām. Operatoru ziņojumi par zināšanām pieder posmam, kurā tie iesniegti vai novērsti.',
    ru: 'Посещение относится к тому периоду, в котором началось, вместе со всеми своими передачами и оценками; учитывается всё, что с ним произошло в течение 31 дня после конца периода. Замечания операторов к знаниям относятся к периоду, в котором поданы или устранены.',
    en: 'A visit belongs to the period in which it began, with all its handoffs and ratings; what became of it counts until 31 days after the end of the period. Operators’ reports on the knowledge belong to the period in which they were made or resolved.',
  },
  {
    lv: 'Apmeklējumi, kuru pēdējo sarunu operators slēdza kā pārbaudi vai ļaunprātību, ir atsevišķi un citos rādītājos neietilpst.',
    ru: 'Посещения, последний разговор которых оператор закрыл как проверку или злоупотребление, считаются отдельно и в другие показатели не входят.',
    en: 'Visits whose last case an operator closed as a test or as abuse are counted apart and are in no other figure.',
  },
  {
    lv: 'Tas, kam termiņš vēl nav pagājis, rādītājā neietilpst: tas nav ne izpildīts, ne nokavēts.',
    ru: 'То, срок чего ещё не истёк, в показатель не входит: оно ни выполнено, ни просрочено.',
    en: 'What is not yet due is left out of a figure: it is neither kept nor missed.',
  },
]

const visits = {
  visits: {
    unit: 'count',
    name: { lv: 'Apmeklējumi', ru: 'Посещения', en: 'Visits' },
    definition: {
      lv: 'Apmeklējumi, kas sākās šajā posmā, bez pārbaudēm un ļaunprātības.',
      ru: 'Посещения, начавшиеся в этом периоде, без проверок и злоупотреблений.',
      en: 'Visits that began in the period, without tests and abuse.',
    },
  },
  'visits-test': {
    unit: 'count',
    name: { lv: 'Pārbaudes', ru: 'Проверки', en: 'Tests' },
    definition: {
      lv: 'Apmeklējumi, kuru pēdējā saruna slēgta ar iznākumu “Pārbaude”.',
      ru: 'Посещения, последний разговор которых закрыт с итогом «Проверка».',
      en: 'Visits whose last case was closed with the outcome “test”.',
    },
  },
  'visits-abuse': {
    unit: 'count',
    name: { lv: 'Ļaunprātība', ru: 'Злоупотребления', en: 'Abuse' },
    definition: {
      lv: 'Apmeklējumi, kuru pēdējā saruna slēgta ar iznākumu “Ļaunprātība”.',
      ru: 'Посещения, последний разговор которых закрыт с итогом «Злоупотребление».',
      en: 'Visits whose last case was closed with the outcome “abuse”.',
    },
  },
  answered: {
    unit: 'share',
    goal: { rule: 'at-least', value: 0.95 },
    name: { lv: 'Atbildētie apmeklējumi', ru: 'Посещения с ответом', en: 'Visits answered' },
    definition: {
      lv: 'No apmeklējumiem, kuros kaut kas jautāts: tie, kuros uz pirmo jautājumu atbildēja asistents (arī ar precizējošu jautājumu vai noraidījumu) vai, ja tas nodots cilvēkam, operators uzrakstīja līdz solītajam laikam; ja klients aizgāja nesagaidījis, atbildes nav. Ja sarunu jau turēja operators, der jebkura viņa atbilde.',
      ru: 'Из посещений, в которых что-то спрошено: те, где на первый вопрос ответил ассистент (также уточнением или отказом) или, если вопрос передан человеку, оператор написал до обещанного времени; если клиент ушёл, не дождавшись, ответа нет. Если разговор уже вёл оператор, годится любой его ответ.',
      en: 'Of the visits in which something was asked: those in which the assistant replied to the first question (also by asking back or declining) or, when it was handed over, an operator wrote by the promised time; when the client gave up waiting there was no reply. Where an operator held the conversation already, any reply of theirs counts.',
    },
  },
  'public-hour': {
    unit: 'share',
    goal: { rule: 'at-least', value: 0.95 },
    name: { lv: 'Publiski ieraksti: atbilde stundas laikā', ru: 'Публичные записи: ответ за час', en: 'Public posts answered in one hour' },
    definition: {
      lv: 'No apmeklējumiem kanālos Facebook un X: tie, kuros pirmā asistenta vai operatora atbilde sniegta 60 minūtēs pēc pulksteņa.',
      ru: 'Из посещений в каналах Facebook и X: те, где первый ответ ассистента или оператора дан за 60 минут по часам.',
      en: 'Of the visits on Facebook and X: those with a first reply of the assistant or an operator within 60 minutes by the clock.',
    },
  },
  'public-hour-working': {
    unit: 'share',
    goal: { rule: 'at-least', value: 0.95 },
    name: {
      lv: 'Publiski ieraksti: atbilde darba stundas laikā',
      ru: 'Публичные записи: ответ за рабочий час',
      en: 'Public posts answered in one working hour',
    },
    definition: {
      lv: 'Tas pats, bet 60 minūtes skaita tikai darba laikā.',
      ru: 'То же, но 60 минут считаются только в рабочее время.',
      en: 'The same, with the 60 minutes counted in working time only.',
    },
  },
} as const satisfies Record<string, FigureDefinition>

const solving = {
  'solved-inside': {
    unit: 'share',
    goal: { rule: 'more-than', value: 0.8 },
    name: { lv: 'Atrisināts VPPPD', ru: 'Решено в VPPPD', en: 'Solved inside VPPPD' },
    definition: {
      lv: 'No apmeklējumiem, par kuru iznākumu kāds ir izteicies (klients ar pogu, vai operators, slēdzot kā atrisinātu vai nosūtītu iestādei): tie, par kuriem pēdējais teiktais ir “atrisināts” un kuros nevienam iestādes speciālistam nebija jājautā. Ja neviens neko nav teicis, apmeklējums neietilpst.',
      ru: 'Из посещений, об итоге которых кто-то высказался (клиент кнопкой или оператор, закрыв как решённое или переданное учреждению): те, о которых последним сказано «решено» и где не пришлось спрашивать специалиста учреждения. Если никто ничего не сказал, посещение не входит.',
      en: 'Of the visits on whose ending somebody spoke (the client by button, or the operator by closing as solved or referred): those of which “solved” was said last and for which no specialist of an institution had to be asked. Where nobody said anything the visit is left out.',
    },
  },
  'assistant-confirmed': {
    unit: 'share',
    name: { lv: 'Atrisināja asistents, apstiprināts', ru: 'Решил ассистент, подтверждено', en: 'Solved by the assistant, confirmed' },
    definition: {
      lv: 'No visiem apmeklējumiem: tie, kuros cilvēks nav prasīts un iesaistīts, un klients pēdējo reizi apstiprināja, ka ir atrisināts.',
      ru: 'Из всех посещений: те, где человека не просили и он не участвовал, а клиент последним подтвердил, что вопрос решён.',
      en: 'Of all visits: those without a person asked for or taking part in which the client last confirmed that it is solved.',
    },
  },
  'assistant-unconfirmed': {
    unit: 'share',
    name: {
      lv: 'Asistents atbildēja, neapstiprināts',
      ru: 'Ассистент ответил, не подтверждено',
      en: 'Answered by the assistant, unconfirmed',
    },
    definition: {
      lv: 'No visiem apmeklējumiem: tie, kuros cilvēks nav prasīts un iesaistīts, asistents sniedza vismaz vienu atbildi, bet klients neteica, vai ir atrisināts. Tos neuzskata par atrisinātiem.',
      ru: 'Из всех посещений: те, где человека не просили и он не участвовал, ассистент дал хотя бы один ответ, но клиент не сказал, решён ли вопрос. Решёнными они не считаются.',
      en: 'Of all visits: those without a person asked for or taking part in which the assistant gave at least one answer and the client did not say whether it is solved. They are not counted as solved.',
    },
  },
  'assistant-not-solved': {
    unit: 'share',
    name: { lv: 'Asistents neatrisināja', ru: 'Ассистент не решил', en: 'Not solved by the assistant' },
    definition: {
      lv: 'No visiem apmeklējumiem: tie, kuros cilvēks nav prasīts un iesaistīts, un klients pēdējo reizi teica, ka nav atrisināts.',
      ru: 'Из всех посещений: те, где человека не просили и он не участвовал, а клиент последним сказал, что вопрос не решён.',
      en: 'Of all visits: those without a person asked for or taking part in which the client last said that it is not solved.',
    },
  },
  'handed-over': {
    unit: 'share',
    name: { lv: 'Nodoti cilvēkam', ru: 'Переданы человеку', en: 'Handed over to a person' },
    definition: {
      lv: 'No visiem apmeklējumiem: tie, kuros vismaz reizi prasīts cilvēks.',
      ru: 'Из всех посещений: те, где хотя бы раз потребовался человек.',
      en: 'Of all visits: those with at least one handoff to a person.',
    },
  },
  'wrong-answers': {
    unit: 'share',
    name: { lv: 'Ziņojumi par nepareizu atbildi', ru: 'Сообщения о неверном ответе', en: 'Reports of a wrong answer' },
    definition: {
      lv: 'Operatoru ziņojumi “atbilde nepareiza” šajā posmā pret asistenta atbildēm šajā posmā.',
      ru: 'Сообщения операторов «ответ неверный» за период по отношению к ответам ассистента за период.',
      en: 'Operators’ reports “the answer was wrong” in the period, against the answers that the assistant gave in the period.',
    },
  },
  satisfaction: {
    unit: 'score',
    name: { lv: 'Apmierinātība (1–5)', ru: 'Удовлетворённость (1–5)', en: 'Satisfaction (1–5)' },
    definition: {
      lv: 'Klientu vērtējumu vidējais; par vienu apmeklējumu ņem pēdējo vērtējumu.',
      ru: 'Среднее оценок клиентов; за одно посещение берётся последняя оценка.',
      en: 'The mean of the clients’ scores; of each visit the last score.',
    },
  },
} as const satisfies Record<string, FigureDefinition>

const waiting = {
  handoffs: {
    unit: 'count',
    name: { lv: 'Nodošanas', ru: 'Передачи', en: 'Handoffs' },
    definition: {
      lv: 'Lūgumi pēc cilvēka šī posma apmeklējumos; vienā apmeklējumā var būt vairāki.',
      ru: 'Запросы человека в посещениях периода; в одном посещении их может быть несколько.',
      en: 'Requests for a person in the visits of the period; a visit may have several.',
    },
  },
  'wait-median': {
    unit: 'time',
    name: { lv: 'Gaidīšana, mediāna', ru: 'Ожидание, медиана', en: 'Wait, median' },
    definition: {
      lv: 'No lūguma pēc cilvēka līdz brīdim, kad operators sarunu paņēma pirmo reizi, pēc pulksteņa (ieskaitot naktis); puse gaidīja ne ilgāk.',
      ru: 'От запроса человека до момента, когда оператор впервые взял разговор, по часам (включая ночи); половина ждала не дольше.',
      en: 'From the request for a person until an operator first took it, by the clock (nights included); half waited no longer.',
    },
  },
  'wait-p90': {
    unit: 'time',
    name: { lv: 'Gaidīšana, 9 no 10', ru: 'Ожидание, 9 из 10', en: 'Wait, nine in ten' },
    definition: {
      lv: 'Tas pats; deviņi no desmit gaidīja ne ilgāk.',
      ru: 'То же; девять из десяти ждали не дольше.',
      en: 'The same; nine in ten waited no longer.',
    },
  },
  'wait-working-median': {
    unit: 'time',
    name: { lv: 'Gaidīšana darba laikā, mediāna', ru: 'Ожидание в рабочее время, медиана', en: 'Wait in working time, median' },
    definition: {
      lv: 'No lūguma līdz paņemšanai, skaitot tikai darba laiku; puse gaidīja ne ilgāk.',
      ru: 'От запроса до взятия, считая только рабочее время; половина ждала не дольше.',
      en: 'From the request until it was taken, working time only; half waited no longer.',
    },
  },
  'wait-working-p90': {
    unit: 'time',
    name: { lv: 'Gaidīšana darba laikā, 9 no 10', ru: 'Ожидание в рабочее время, 9 из 10', en: 'Wait in working time, nine in ten' },
    definition: {
      lv: 'Tas pats; deviņi no desmit gaidīja ne ilgāk.',
      ru: 'То же; девять из десяти ждали не дольше.',
      en: 'The same; nine in ten waited no longer.',
    },
  },
  'promise-kept': {
    unit: 'share',
    name: { lv: 'Solītais laiks ievērots', ru: 'Обещанное время соблюдено', en: 'Promised time kept' },
    definition: {
      lv: 'No nodošanām, kurām klientam nosaukts laiks: tās, kuras operators paņēma līdz šim laikam. Neietilpst tās, kurās klients pats aizgāja agrāk.',
      ru: 'Из передач, для которых клиенту названо время: те, которые оператор взял до этого времени. Не входят те, где клиент сам ушёл раньше.',
      en: 'Of the handoffs for which the client was told a time: those that an operator took by then. Those that the client left before it are not in it.',
    },
  },
  'estimate-error': {
    unit: 'time',
    name: { lv: 'Solītā laika kļūda, mediāna', ru: 'Ошибка обещанного времени, медиана', en: 'Error of the promised time, median' },
    definition: {
      lv: 'Starpība starp solīto laiku un brīdi, kad operators paņēma sarunu, bez zīmes; mediāna.',
      ru: 'Разница между обещанным временем и моментом, когда оператор взял разговор, без знака; медиана.',
      en: 'The difference between the promised time and when an operator took it, without its sign; median.',
    },
  },
  'left-queue': {
    unit: 'share',
    name: { lv: 'Aizgāja, nesagaidot', ru: 'Ушли, не дождавшись', en: 'Left before being taken' },
    definition: {
      lv: 'No nodošanām: tās, kurās klients pats atteicās gaidīt.',
      ru: 'Из передач: те, где клиент сам отказался ждать.',
      en: 'Of the handoffs: those in which the client gave up waiting.',
    },
  },
} as const satisfies Record<string, FigureDefinition>

const level2 = {
  'level2-forwarded': {
    unit: 'share',
    goal: { rule: 'at-least', value: 1 },
    name: { lv: 'Iestādei nosūtīts 1 darba dienā', ru: 'Передано учреждению за 1 рабочий день', en: 'Forwarded in 1 working day' },
    definition: {
      lv: 'No nodošanām, kurās jautāts iestādes speciālistam: tās, kurās pirmo reizi jautāts ne vēlāk kā vienu darba dienu pēc lūguma (līdz tam pašam pulksteņa laikam; ārpus darba laika skaita no nākamās atvēršanas). Laikus atsauktie jautājumi neietilpst.',
      ru: 'Из передач, по которым спрошен специалист учреждения: те, где впервые спрошено не позже чем через один рабочий день после запроса (до того же часа; вне рабочего времени считается от ближайшего открытия). Вопросы, отозванные до срока, не входят.',
      en: 'Of the handoffs in which a specialist of an institution was asked: those asked first no later than one working day after the request (by the same time of day; outside working hours counted from the next opening). Questions withdrawn before they were due are left out.',
    },
  },
  'level2-answered': {
    unit: 'share',
    goal: { rule: 'at-least', value: 1 },
    name: {
      lv: 'Iestāde atbildēja vēl 6 darba dienās',
      ru: 'Учреждение ответило ещё за 6 рабочих дней',
      en: 'Answered in 6 working days more',
    },
    definition: {
      lv: 'No jautājumiem iestādēm: tie, uz kuriem atbildēts ne vēlāk kā sešas darba dienas pēc jautāšanas. Laikus atsauktie neietilpst.',
      ru: 'Из вопросов учреждениям: те, на которые отвечено не позже чем через шесть рабочих дней после вопроса. Отозванные до срока не входят.',
      en: 'Of the questions to institutions: those answered no later than six working days after they were asked. Those withdrawn before they were due are left out.',
    },
  },
  'level2-together': {
    unit: 'share',
    goal: { rule: 'at-least', value: 1 },
    name: { lv: 'Kopā 7 darba dienās', ru: 'Всего за 7 рабочих дней', en: '7 working days together' },
    definition: {
      lv: 'No nodošanām, kurās jautāts speciālistam: tās, kurās visas jautātās iestādes atbildēja ne vēlāk kā septiņas darba dienas pēc klienta lūguma.',
      ru: 'Из передач, по которым спрошен специалист: те, где все спрошенные учреждения ответили не позже чем через семь рабочих дней после запроса клиента.',
      en: 'Of the handoffs in which a specialist was asked: those in which all institutions asked answered no later than seven working days after the client’s request.',
    },
  },
} as const satisfies Record<string, FigureDefinition>

const knowledge = {
  'flags-raised': {
    unit: 'count',
    name: { lv: 'Ziņojumi par zināšanām', ru: 'Замечания к знаниям', en: 'Reports on the knowledge' },
    definition: {
      lv: 'Operatoru ziņojumi šajā posmā: nepareiza atbilde, novecojusi kartīte, trūkst jautājuma.',
      ru: 'Сообщения операторов за период: неверный ответ, устаревшая карточка, нет вопроса.',
      en: 'Operators’ reports in the period: wrong answer, card out of date, question missing.',
    },
  },
  'flags-resolved': {
    unit: 'count',
    name: { lv: 'Novērstie trūkumi (mēneša rādītājs)', ru: 'Устранено (показатель месяца)', en: 'Reports resolved (figure of the month)' },
    definition: {
      lv: 'Ziņojumi, kurus satura redaktori šajā posmā novērsa.',
      ru: 'Сообщения, устранённые редакторами содержания за период.',
      en: 'Reports that the content editors resolved in the period.',
    },
  },
  'flag-open-median': {
    unit: 'time',
    name: { lv: 'No ziņojuma līdz labojumam, mediāna', ru: 'От сообщения до исправления, медиана', en: 'From report to mending, median' },
    definition: {
      lv: 'Cik ilgi šajā posmā novērstie ziņojumi bija atvērti; mediāna.',
      ru: 'Сколько были открыты устранённые за период сообщения; медиана.',
      en: 'How long the reports resolved in the period had been open; median.',
    },
  },
} as const satisfies Record<string, FigureDefinition>

/** The figures of the quality board, in the order in which they are shown. */
export const figureGroups = { visits, solving, waiting, level2, knowledge } as const
export type FigureGroup = keyof typeof figureGroups

export const figureDefinitions = { ...visits, ...solving, ...waiting, ...level2, ...knowledge } as const
export type FigureId = keyof typeof figureDefinitions
export const figureIds = Object.keys(figureDefinitions) as FigureId[]

export const groupNames: Record<FigureGroup, Localised> = {
  visits: { lv: 'Apmeklējumi', ru: 'Посещения', en: 'Visits' },
  solving: { lv: 'Vai palīdzējām', ru: 'Помогли ли мы', en: 'Did we help' },
  waiting: { lv: 'Gaidīšana', ru: 'Ожидание', en: 'Waiting' },
  level2: {
    lv: 'Iestāžu speciālisti (2. līmenis)',
    ru: 'Специалисты учреждений (2-й уровень)',
    en: 'Specialists of institutions (level 2)',
  },
  knowledge: { lv: 'Zināšanu uzlabošana', ru: 'Улучшение знаний', en: 'Improving the knowledge' },
}
