import { rm } from 'node:fs/promises'
import { request } from 'undici'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { pingProxy } from './ping-proxy'
import type { ProxySettings } from './proxy-settings'
import { applyRoute } from './routes'
import { type RunningProxy, removeProxy, startApp, startProxy, type TestApp, testSettings } from './test-proxy'

let settings: ProxySettings
let proxy: RunningProxy
let shop: TestApp

beforeAll(async () => {
  settings = await testSettings()
  proxy = await startProxy(settings)
  shop = await startApp('one')
  const routes = [
    { backend: 1, host: 'shop.localhost', slots: [shop.slot(1)] },
    { backend: 2, host: 'idle.localhost', slots: [] },
    { backend: 3, host: 'dead.localhost', slots: [{ ...shop.slot(1), port: 1 }] },
  ]
  for (const route of routes) await applyRoute(route, routes, settings)
})

afterAll(async () => {
  await shop.stop()
  await removeProxy(proxy, settings)
})

async function ask(
  host: string,
  path = '/',
  options: { method?: 'GET' | 'HEAD' | 'POST'; headers?: Record<string, string> } = {},
) {
  const { method = 'GET', headers = {} } = options
  const answer = await request(`http://127.0.0.1:${settings.httpPort}${path}`, { method, headers: { host, ...headers } })
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() }
}

const seenByApp = async (host: string, headers: Record<string, string> = {}) =>
  JSON.parse((await ask(host, '/', { headers })).text).headers as Record<string, string>

test.each(['shop.localhost', 'SHOP.localhost', 'shop.localhost:8080', 'shop.localhost.'])('%s finds the shop', async (host) => {
  expect((await ask(host)).status).toBe(200)
})

test.each(['nobody.localhost', 'localhost', '127.0.0.1', '[::1]:8080', 'env1', 'shop.localhost.evil'])(
  '%s gets our page in both languages',
  async (host) => {
    const page = await ask(host)
    expect(page.status).toBe(404)
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '30',
    })
    expect(page.text).toContain('No application answers to this name')
    expect(page.text).toContain('此域名没有对应的应用')
  },
)

test.each(['GET', 'POST'] as const)(
  'an environment with nothing serving answers %s with 503 and when to come back',
  async (method) => {
    const page = await ask('idle.localhost', '/orders', { method })
    expect(page.status).toBe(503)
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'retry-after': '5' })
    expect(page.text).toContain('not serving right now')
  },
)

test('HEAD gets the same status without a page', async () => {
  expect(await ask('idle.localhost', '/', { method: 'HEAD' })).toMatchObject({ status: 503, text: '' })
  expect(await ask('nobody.localhost', '/', { method: 'HEAD' })).toMatchObject({ status: 404, text: '' })
})

test('a container that refuses connections and one that breaks off get a page too', async () => {
  expect((await ask('dead.localhost')).status).toBe(503)
  const broken = await ask('shop.localhost', '/broken')
  expect(broken.status).toBe(502)
  expect(broken.text).toContain('broke off its answer')
})

test('forwarding headers are ours, whatever a visitor sends', async () => {
  const forged = {
    'x-forwarded-for': '6.6.6.6',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'bank.example',
    'x-real-ip': '6.6.6.6',
    forwarded: 'for=6.6.6.6',
    proxy: 'http://6.6.6.6',
  }
  const seen = await seenByApp('shop.localhost', forged)
  expect(seen).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': 'shop.localhost',
  })
  expect(seen).not.toHaveProperty('x-real-ip')
  expect(seen).not.toHaveProperty('forwarded')
  expect(seen).not.toHaveProperty('proxy')
})

test('a trusted proxy in front is believed', async () => {
  const behind = await testSettings({ trustedProxies: ['127.0.0.0/8'] })
  const second = await startProxy(behind)
  onTestFinished(() => removeProxy(second, behind))
  await applyRoute({ backend: 1, host: 'shop.localhost', slots: [shop.slot(1)] }, [], behind)
  const answer = await request(`http://127.0.0.1:${behind.httpPort}/`, {
    headers: { host: 'shop.localhost', 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' },
  })
  const seen = ((await answer.body.json()) as { headers: Record<string, string> }).headers
  expect(seen).toMatchObject({ 'x-forwarded-for': '203.0.113.7, 127.0.0.1', 'x-forwarded-proto': 'https' })
})

test('health names the version, and what to do when the settings are newer than the proxy', async () => {
  const health = await pingProxy(settings)
  expect(health).toMatchObject({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+/) })
  expect(health.message).toBeUndefined()
  const changed = await pingProxy({ ...settings, slots: 9 })
  expect(changed).toMatchObject({ status: 'ok', needsRestart: true, message: expect.stringContaining('Restart') })
})

test('a second proxy on the same port gives up, and the first one does not notice', async () => {
  const other = await testSettings({ httpPort: settings.httpPort })
  onTestFinished(() => rm(other.folder, { recursive: true }))
  await expect(startProxy(other)).rejects.toThrow(/HAProxy ended with 1.*Address already in use/s)
  expect((await pingProxy(settings)).status).toBe('ok')
  expect((await ask('shop.localhost')).status).toBe(200)
})
