import type { ConsoleLanguage } from './words.ts'

const lv = {
  or: 'vai',
  sso: 'Pieteikties ar iestādes kontu',
  weakPassword: 'Šī parole neder: tai vajag vismaz 10 rakstzīmes, tā nedrīkst būt no biežāk minētajām, vecā vai ar lietotājvārdu tajā.',
  disabled: 'Šis konts ir atslēgts. Vērsieties pie administratora.',
  failures: {
    unavailable: 'Iestādes pieteikšanās lapa patlaban nav sasniedzama. Mēģiniet vēlreiz vēlāk vai piesakieties ar vietējo kontu.',
    failed: 'Pieteikšanās ar iestādes kontu neizdevās. Mēģiniet vēlreiz.',
    role: 'Jūsu iestādes kontam nav piešķirta loma šajā konsolē. Vērsieties pie administratora.',
    disabled: 'Šis konts ir atslēgts. Vērsieties pie administratora.',
  },
}
export type SignInWords = typeof lv

const ru: SignInWords = {
  or: 'или',
  sso: 'Войти с учётной записью учреждения',
  weakPassword:
    'Этот пароль не подходит: нужно не менее 10 знаков, он не должен быть из самых частых, прежним или содержать имя пользователя.',
  disabled: 'Эта учётная запись отключена. Обратитесь к администратору.',
  failures: {
    unavailable: 'Страница входа учреждения сейчас недоступна. Попробуйте позже или войдите с местной учётной записью.',
    failed: 'Войти с учётной записью учреждения не удалось. Попробуйте ещё раз.',
    role: 'Вашей учётной записи учреждения не назначена роль в этой консоли. Обратитесь к администратору.',
    disabled: 'Эта учётная запись отключена. Обратитесь к администратору.',
  },
}

const en: SignInWords = {
  or: 'or',
  sso: "Sign in with the organisation's account",
  weakPassword:
    'This password will not do: it needs at least 10 characters and must not be a common one, the old one, or contain the user name.',
  disabled: 'This account is disabled. Please ask an administrator.',
  failures: {
    unavailable: "The organisation's sign-in page cannot be reached now. Try again later, or sign in with a local account.",
    failed: "Signing in with the organisation's account did not work. Please try again.",
    role: "Your organisation's account has no role in this console. Please ask an administrator.",
    disabled: 'This account is disabled. Please ask an administrator.',
  },
}

export const signInWords: Record<ConsoleLanguage, SignInWords> = { lv, ru, en }
