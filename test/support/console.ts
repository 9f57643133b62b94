import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openPage } from './browser.ts'
import { Chat, Desk } from './chat.ts'
import { adminPassword, startTestService, type TestService, workingTime } from './service.ts'

const password = 'second password'

/** The service with a clock that begins in working hours and goes on. */
export function startWorkingService(): Promise<TestService> {
  const begun = Date.now()
  return startTestService({ clock: () => workingTime + (Date.now() - begun) })
}

export interface Person {
  username: string
  name: string
  role?: 'operator' | 'lead' | 'editor'
  maxChats?: number
}

/** Makes accounts whose passwords are changed already. */
export async function addPeople(url: string, people: readonly Person[]): Promise<void> {
  const admin = await new Desk(url).signIn('admin', adminPassword)
  for (const { role = 'operator', ...person } of people) {
    await admin.json('POST', '/api/v1/operators', { ...person, role, password: 'first password' })
    const desk = await new Desk(url).signIn(person.username, 'first password')
    await desk.request('POST', '/api/v1/password', { old: 'first password', new: password })
    // Nobody is at the console until the test opens one.
    await desk.request('DELETE', '/api/v1/session')
  }
}

export interface AtConsole {
  page: Page
  context: BrowserContext
  faults: string[]
}

/** Somebody signs in at a console of their own. */
export async function atConsole(
  browser: Browser,
  url: string,
  username: string,
  viewport: { width: number; height: number },
): Promise<AtConsole> {
  const opened = await openPage(browser, viewport, `${url}/console`)
  await signIn(opened.page, username)
  return opened
}

/** By keyboard only. */
export async function signIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Lietotājvārds').focus()
  await page.keyboard.type(username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(username === 'admin' ? adminPassword : password)
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: /Rinda/ }).waitFor()
}

/** A client who asks something and then for a person. */
export async function clientWhoWaits(url: string, question: string, locale = 'lv'): Promise<Chat> {
  const chat = await new Chat(url).start(locale)
  await chat.say(question)
  await chat.say({ lv: 'Gribu runāt ar cilvēku', ru: 'хочу поговорить с человеком', en: 'I want to talk to a person' }[locale] ?? '')
  return chat
}
