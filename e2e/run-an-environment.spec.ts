import type { Page } from '@playwright/test'
import { admin, expect, expectLive, goTo, signIn, test, visit } from './journey'

/** Opens a dialog and does what its last button says. */
async function confirm(page: Page, opener: string | RegExp, act: string | RegExp) {
  await page.getByRole('button', { name: opener, exact: typeof opener === 'string' }).click()
  await page.getByRole('dialog').getByRole('button', { name: act }).click()
}

test('whoever runs an environment withdraws, restarts, stops, starts, goes back and forth, and deletes it', async ({
  page,
  api,
}) => {
  test.setTimeout(120_000)
  await api.post('/applications/shop/environments', { slug: 'trial', name: 'Trial', tier: 'development' })
  const { number: first } = await api.deploy('trial', ['feature/cart-badge', 'feature/dark-theme'])
  const here = '/apps/shop/envs/trial'
  const answers = async () => (await visit('trial.shop.localhost')).status
  /** From the page of the new deployment, once it is live, back to the environment. */
  const backWhenLive = async () => {
    await expect(page).toHaveURL(/\/deployments\/\d+/)
    await expectLive(page)
    await goTo(page, here)
  }
  await signIn(page, admin)
  await goTo(page, here)

  await page.getByRole('button', { name: /^Withdraw/ }).click()
  await page.getByRole('checkbox', { name: 'feature/dark-theme' }).check()
  await page.getByRole('button', { name: 'Withdraw 1 branch from trial' }).click()
  await backWhenLive()
  expect((await visit('trial.shop.localhost')).text).not.toContain('feature/dark-theme')

  await confirm(page, 'Restart', 'Restart trial')
  await backWhenLive()

  await confirm(page, 'Stop', 'Stop trial')
  await expect(page.getByRole('button', { name: 'Start trial' })).toBeVisible()
  await expect(async () => expect(await answers()).toBeGreaterThan(399)).toPass({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Start trial' }).click()
  await backWhenLive()
  expect(await answers()).toBe(200)

  await confirm(page, 'Roll back', new RegExp(`to #${first}$`))
  await backWhenLive()
  await page.getByRole('button', { name: 'Add a reason' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('The badge counts wrongly.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('The badge counts wrongly.').first()).toBeVisible()
  await confirm(page, 'Undo', /^Bring/)
  await backWhenLive()

  await goTo(page, `${here}/settings`)
  await page.getByRole('button', { name: /^Delete/ }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('shop/trial')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete trial/ })
    .click()
  await expect(page).not.toHaveURL(/trial/)
  await expect(async () => expect(await answers()).toBe(404)).toPass({ timeout: 20_000 })
})
