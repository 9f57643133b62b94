import type { Locator, Page } from 'playwright-core'
import { type HostPage, hostPage } from './host-page.ts'
import { startTestService, type TestService, type TestServiceOptions, workingTime } from './service.ts'

export interface WidgetWorld {
  host: HostPage
  service: TestService
  stop(): Promise<void>
}

/** The service, and an institution's page on another origin that may embed the chat. */
export async function widgetWorld({ env, ...options }: TestServiceOptions = {}): Promise<WidgetWorld> {
  const host = await hostPage()
  const service = await startTestService({ clock: () => workingTime, ...options, env: { WIDGET_ORIGINS: host.origin, ...env } })
  return {
    host,
    service,
    async stop() {
      await service.stop()
      await host.close()
    },
  }
}

export const launcher = (page: Page): Locator => page.locator('vpppd-chat .launch')
export const turns = (page: Page, from: string): Locator => page.locator(`vpppd-chat .turn.${from}`)
export const field = (page: Page): Locator => page.locator('vpppd-chat textarea')

export async function openChat(page: Page): Promise<void> {
  await launcher(page).click()
  await turns(page, 'assistant').first().waitFor()
}

/** Says something and waits for the answer. */
export async function say(page: Page, text: string, from = 'assistant'): Promise<Locator> {
  const before = await turns(page, from).count()
  await field(page).fill(text)
  await field(page).press('Enter')
  const answer = turns(page, from).nth(before)
  await answer.waitFor()
  return answer
}
