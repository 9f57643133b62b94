import type { Language } from '../../../languages.ts'

export interface GenericReply {
  title: Record<Language, string>
  text: Record<Language, string>
}

/** What operators say again and again, whatever the question; the title in the console's language, the text in the client's. */
export const genericReplies: readonly GenericReply[] = [
  {
    title: { lv: 'Sveiciens', ru: 'Приветствие', en: 'Greeting' },
    text: {
      lv: 'Labdien! Redzu Jūsu jautājumu un tūlīt palīdzēšu.',
      ru: 'Здравствуйте! Вижу Ваш вопрос и сейчас помогу.',
      en: 'Hello! I can see your question and will help you right away.',
    },
  },
  {
    title: { lv: 'Lūdzu, uzgaidiet', ru: 'Подождите, пожалуйста', en: 'Please wait' },
    text: {
      lv: 'Lūdzu, uzgaidiet dažas minūtes – noskaidroju un atbildēšu Jums šeit pat.',
      ru: 'Подождите, пожалуйста, несколько минут: я уточню и отвечу Вам здесь же.',
      en: 'Please wait a few minutes while I find out; I will answer you here.',
    },
  },
  {
    title: { lv: 'Lūdzu precizēt', ru: 'Просьба уточнить', en: 'Asking for details' },
    text: {
      lv: 'Lai varētu atbildēt precīzi, lūdzu, pastāstiet mazliet vairāk: par kuru pakalpojumu ir jautājums un kas jau ir izdarīts? Personas kodu, lūdzu, nerakstiet.',
      ru: 'Чтобы ответить точно, расскажите, пожалуйста, немного подробнее: о какой услуге вопрос и что уже сделано? Персональный код, пожалуйста, не пишите.',
      en: 'So that I can answer precisely, please tell me a little more: which service is it about, and what have you done so far? Please do not write your personal code.',
    },
  },
  {
    title: { lv: 'Vai vēl esat šeit', ru: 'Вы ещё здесь', en: 'Are you still there' },
    text: {
      lv: 'Vai Jūs vēl esat šeit? Ja atbildes nebūs, pēc dažām minūtēm sarunu slēgšu. Uzrakstīt varat jebkurā laikā.',
      ru: 'Вы ещё здесь? Если ответа не будет, через несколько минут я закрою разговор. Написать можно в любое время.',
      en: 'Are you still there? If I hear nothing I will close the conversation in a few minutes. You can write again at any time.',
    },
  },
  {
    title: { lv: 'Jautāsim iestādei', ru: 'Спросим учреждение', en: 'We will ask the institution' },
    text: {
      lv: 'Uz šo jautājumu vislabāk atbildēs iestādes speciālists. Nosūtīšu to iestādei, un atbildi Jūs saņemsiet šeit.',
      ru: 'На этот вопрос лучше всего ответит специалист учреждения. Я передам его, и ответ Вы получите здесь.',
      en: 'A specialist of the institution can answer this best. I will pass it on, and you will get the answer here.',
    },
  },
  {
    title: { lv: 'Vai varu vēl palīdzēt', ru: 'Могу ли ещё помочь', en: 'Anything else' },
    text: {
      lv: 'Vai varu Jums vēl kā palīdzēt?',
      ru: 'Могу ли я ещё чем-нибудь помочь?',
      en: 'Is there anything else that I can help you with?',
    },
  },
  {
    title: { lv: 'Atvadas', ru: 'Прощание', en: 'Goodbye' },
    text: {
      lv: 'Paldies, ka vērsāties pie mums! Lai Jums jauka diena!',
      ru: 'Спасибо за обращение! Хорошего дня!',
      en: 'Thank you for writing to us! Have a nice day!',
    },
  },
]
