import { admin, expect, expectAccessible, signIn, test } from './journey'

const pages = [
  '/',
  '/apps/shop/branches?env=dev',
  '/apps/shop/envs/dev',
  '/apps/shop/config',
  '/apps/shop/releases',
  '/apps/shop/settings',
  '/deployments',
  '/approvals',
  '/audit',
  '/settings/members',
  '/settings/tokens',
  '/me',
]

test('every page is there in Chinese and dark, accessible and without a horizontal scroll on a phone', async ({ page }) => {
  test.setTimeout(180_000)
  await signIn(page, admin)
  await page.context().addCookies([{ name: 'locale', value: 'zh-CN', url: page.url() }])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of pages) {
    await page.goto(path)
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expect(page.locator('main')).toBeVisible()
    await expectAccessible(page)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(overflow, path).toBeLessThanOrEqual(0)
  }
})
