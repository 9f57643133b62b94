import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, hasChromium, openBrowser, openPage, phone, shoot } from '../support/browser.ts'
import { Desk } from '../support/chat.ts'
import { startIssuer } from '../support/issuer.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

const signIn = async (page: Page, username: string, password: string) => {
  await page.getByLabel('Lietotājvārds').fill(username)
  await page.getByLabel('Parole', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Pieteikties' }).click()
}
const sidewaysScroll = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent)

describe.skipIf(!hasChromium)('accounts in a real browser', { timeout: 90_000 }, () => {
  let service: TestService
  let browser: Browser
  beforeAll(async () => {
    service = await startTestService({ clock: () => workingTime })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  it('an administrator adds a colleague, who signs in with the shown password, and later disables them', async () => {
    const { page, context, faults } = await openPage(browser, desktop, `${service.url}/console/team`)
    await signIn(page, 'admin', adminPassword)
    await page.getByText('Pagaidām te ir tikai viens konts.').waitFor()
    await expectAccessible(page)
    await shoot(page, 'team-empty')

    await page.getByRole('button', { name: 'Pievienot kontu' }).click()
    await expect.poll(() => focused(page)).toBe('Pievienot kontu')
    await page.getByLabel('Lietotājvārds').fill('admin')
    await page.getByLabel('Vārds, uzvārds').fill('Anna Ozola')
    await page.getByLabel('Loma').selectOption({ label: 'Maiņas vadītājs' })
    await page.getByLabel('latviešu').check()
    await page.locator('form.account-form summary').click()
    await page.getByLabel(/^VSAA/).check()
    await page.getByLabel('E-pasts').fill('anna@vpppd.example')
    await expectAccessible(page)
    await shoot(page, 'team-form')
    await page.getByRole('button', { name: 'Saglabāt' }).click()
    await page.getByText('Tāds lietotājvārds jau ir.').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Lietotājvārds').fill('anna')
    await page.getByRole('button', { name: 'Saglabāt' }).click()
    const password = (await page.locator('code.password').textContent()) ?? ''
    expect(password).toMatch(/^[a-z2-9-]{23}$/)
    await page.getByText('Maiņas vadītājs · latviešu · VSAA · anna@vpppd.example').waitFor()
    await expectAccessible(page)
    await shoot(page, 'team-added')

    const anna = await openPage(browser, desktop, `${service.url}/console/team`)
    await signIn(anna.page, 'anna', password)
    await anna.page.getByRole('heading', { name: 'Nomainiet sākotnējo paroli' }).waitFor()
    await anna.page.getByLabel('Parole', { exact: true }).fill(password)
    await anna.page.getByLabel(/Jaunā parole/).fill('Latvija2026!')
    await anna.page.getByRole('button', { name: 'Saglabāt' }).click()
    await anna.page.getByText('Šī parole neder').waitFor()
    await expectAccessible(anna.page)
    await anna.page.getByLabel(/Jaunā parole/).fill('zaļš ezers kalnā')
    await anna.page.getByRole('button', { name: 'Saglabāt' }).click()
    // A shift lead has no accounts to manage: the address leads to the conversations.
    await anna.page.getByRole('link', { name: 'Sarunas' }).waitFor()
    expect(await anna.page.getByRole('link', { name: 'Komanda' }).count()).toBe(0)
    expect(await anna.page.getByRole('heading', { name: 'Komanda' }).count()).toBe(0)

    await page.getByRole('button', { name: 'Atslēgt kontu: Administrators' }).click()
    await page.getByRole('button', { name: 'Jā' }).click()
    await page.getByText('Vismaz vienam administratoram jāpaliek.').waitFor()
    await page.getByRole('button', { name: 'Atslēgt kontu: Anna Ozola' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Nē' }).click()
    await expect.poll(() => focused(page)).toBe('Atslēgt')
    await page.keyboard.press('Enter')
    await shoot(page, 'team-confirm')
    await page.keyboard.press('Enter') // the focus is on yes
    await page.getByText('atslēgts', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Jā' }).count()).toBe(0)
    await expect.poll(() => focused(page)).toBe('Komanda')
    await expectAccessible(page)
    await shoot(page, 'team-disabled')
    await anna.page.reload()
    await anna.page.getByRole('button', { name: 'Pieteikties' }).waitFor()
    await signIn(anna.page, 'anna', 'zaļš ezers kalnā')
    await anna.page.getByText('Šis konts ir atslēgts.').waitFor()
    expect([...faults, ...anna.faults].filter((fault) => !/status of (400|403)/.test(fault))).toEqual([])
    await anna.context.close()
    await context.close()
  })

  it.each([
    ['RU', 'Команда'],
    ['EN', 'Team'],
  ])('reads well in %s, on a phone and 320 pixels wide', async (language, title) => {
    const { page, context } = await openPage(browser, phone, `${service.url}/console/team`)
    await signIn(page, 'admin', adminPassword)
    await page.getByRole('button', { name: language, exact: true }).click()
    await page.getByRole('heading', { name: title, exact: true }).waitFor()
    await expectAccessible(page)
    await shoot(page, `team-phone-${language}`)
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    await page.locator('main button.primary').click()
    await page.locator('form.account-form summary').click()
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    await expectAccessible(page)
    await shoot(page, `team-form-320-${language}`)
    await context.close()
  })

  it('says so when the accounts cannot be read, and reads them again', async () => {
    const { page, context } = await openPage(browser, desktop, `${service.url}/console/team`)
    await page.route('**/api/v1/operators', (route) => route.fulfill({ status: 503, json: { error: { message: 'not ready' } } }))
    await signIn(page, 'admin', adminPassword)
    await page.getByRole('alert').getByText('Neizdevās:').waitFor()
    await expectAccessible(page)
    await shoot(page, 'team-failed')
    await page.unroute('**/api/v1/operators')
    await page.getByRole('button', { name: 'Mēģināt vēlreiz' }).click()
    await page.getByRole('heading', { name: /Konti/ }).waitFor()
    await context.close()
  })
})

describe.skipIf(!hasChromium)("the organisation's sign-in in a real browser", { timeout: 90_000 }, () => {
  let browser: Browser
  let service: TestService
  let issuer: Awaited<ReturnType<typeof startIssuer>>
  beforeAll(async () => {
    issuer = await startIssuer()
    // The address must be known before the service has chosen its port.
    const port = String(20_000 + Math.floor(Math.random() * 20_000))
    service = await startTestService({
      clock: () => workingTime,
      env: {
        PORT: port,
        PUBLIC_URL: `http://localhost:${port}`,
        OIDC_ISSUER: issuer.issuer,
        OIDC_CLIENT_ID: issuer.clientId,
        OIDC_CLIENT_SECRET: issuer.clientSecret,
      },
    })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
    await issuer?.stop()
  })

  it('leads from the button over the provider into the console, over the sites that a Strict cookie keeps apart', async () => {
    issuer.vouchFor({ claims: { sub: 'p-1', name: 'Ilze Kalniņa', preferred_username: 'ilze', role: 'analyst' } })
    const { page, context, faults } = await openPage(browser, desktop, `${service.url}/console`)
    await page.getByRole('link', { name: 'Pieteikties ar iestādes kontu' }).waitFor()
    await expectAccessible(page)
    await shoot(page, 'sign-in-oidc')
    await page.getByRole('link', { name: 'Pieteikties ar iestādes kontu' }).click()
    await page.getByText('(Ilze Kalniņa)').waitFor()
    expect(new URL(page.url()).origin).toBe(service.url)
    // An analyst sees no conversations.
    expect(await page.getByRole('link', { name: 'Sarunas' }).count()).toBe(0)
    expect(faults).toEqual([])
    const session = (await context.cookies()).find(({ name }) => name === 'vpppd')
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    await context.close()
  })

  it('says in three languages what went wrong, and takes a local account all the same', async () => {
    issuer.vouchFor({ claims: { sub: 'p-2', name: 'Svešais', preferred_username: 'svesais', role: 'none of ours' } })
    const { page, context } = await openPage(browser, phone, `${service.url}/console`)
    await page.getByRole('link', { name: 'Pieteikties ar iestādes kontu' }).click()
    await page.getByRole('alert').getByText('nav piešķirta loma').waitFor()
    // Taken out of the address once it was shown: a reload must not bring the message back.
    await page.waitForURL((url) => url.search === '')
    await expectAccessible(page)
    await shoot(page, 'sign-in-oidc-refused')
    issuer.goDown()
    await page.getByRole('link', { name: 'Pieteikties ar iestādes kontu' }).click()
    await page.getByRole('alert').getByText('patlaban nav sasniedzama').waitFor()
    await page.getByRole('button', { name: 'EN', exact: true }).click()
    await page.getByRole('alert').getByText('cannot be reached now').waitFor()
    await page.getByRole('button', { name: 'RU', exact: true }).click()
    await page.getByRole('alert').getByText('сейчас недоступна').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'LV', exact: true }).click()
    await signIn(page, 'admin', adminPassword)
    await page.getByRole('link', { name: 'Komanda' }).waitFor()
    expect(await (await new Desk(service.url).signIn('admin', adminPassword)).json('GET', '/api/v1/operators')).toMatchObject({
      operators: expect.not.arrayContaining([expect.objectContaining({ name: 'Svešais' })]),
    })
    await context.close()
  })
})
