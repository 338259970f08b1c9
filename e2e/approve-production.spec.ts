import { expect, expectAccessible, password, signIn, test, visit } from './journey'

test('an invited lead approves production on a phone', async ({ browser, api }) => {
  test.setTimeout(120_000)
  const email = 'lead@branchline.test'
  const { url } = await api.post('/members', { email, role: 'lead', application: 'shop' })
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const page = await phone.newPage()
  await page.goto(url)
  await page.getByLabel('Your name').fill('Lea Lead')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create my account' }).click()
  await expect(page).not.toHaveURL(/invite/)

  await api.deploy('pre', ['feature/search-box'])
  const asked = await api.post('/applications/shop/environments/prod/promote', {
    from: 'pre',
    note: 'The search box for everyone.',
  })
  const waiting = await api.untilOver(asked.id)
  expect(waiting.status).toBe('awaiting_approval')

  await page.goto('/approvals')
  await expectAccessible(page)
  await page
    .getByRole('link', { name: new RegExp(`#${waiting.number}`) })
    .first()
    .click()
  await expect(page.getByText('The search box for everyone.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await page.getByRole('button', { name: /^Approve for/ }).click()
  await expect(async () => expect((await api.get(`/deployments/${waiting.id}`)).status).toBe('live')).toPass({ timeout: 30_000 })
  expect((await visit('prod.shop.localhost')).status).toBe(200)
  await phone.close()
})

test('a viewer looks at everything and changes nothing', async ({ page, api }) => {
  const email = 'viewer@branchline.test'
  const { url } = await api.post('/members', { email, role: 'viewer', application: 'shop' })
  await page.goto(url)
  await page.getByLabel('Your name').fill('Vera Viewer')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create my account' }).click()
  await expect(page).not.toHaveURL(/invite/)
  await page.goto('/apps/shop/branches?env=dev')
  await expect(page.getByText('feature/cart-badge').first()).toBeVisible()
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await page.goto('/apps/shop/envs/prod')
  await expect(page.getByRole('button', { name: 'Roll back' })).toHaveCount(0)
  await signInAgain(page, email)
})

/** Signing out ends the session, and signing in needs the password. */
async function signInAgain(page: Parameters<typeof signIn>[0], email: string) {
  await page.getByRole('button', { name: /Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/login/)
  await signIn(page, { email, password })
}
