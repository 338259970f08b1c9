import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { request } from 'undici'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ProxySettings, proxyPaths } from './proxy-settings'
import type { Route, Slot } from './route'
import { applyRoute, assertRoutes, backendStats, removeRoute, sessionsBySlot, switchRoute } from './routes'
import { sendCommands } from './runtime-socket'
import {
  haproxyBinary,
  nextTurn,
  type RunningProxy,
  removeProxy,
  startApp,
  startProxy,
  type TestApp,
  testSettings,
} from './test-proxy'

const host = 'shop.localhost'
let settings: ProxySettings
let proxy: RunningProxy
let apps: TestApp[]

beforeEach(async () => {
  settings = await testSettings()
  proxy = await startProxy(settings)
  apps = []
})

afterEach(async () => {
  await Promise.all(apps.map((app) => app.stop()))
  await removeProxy(proxy, settings)
})

const app = async (version: string) => {
  const started = await startApp(version)
  apps.push(started)
  return started
}

const shop = (...slots: Slot[]): Route => ({ backend: 1, host, slots })

async function get(path = '/', headers: Record<string, string> = {}) {
  const answer = await request(`http://127.0.0.1:${settings.httpPort}${path}`, { headers: { host, ...headers } })
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() }
}

const version = async (of = host) => JSON.parse((await get('/', { host: of })).text).version

test('a new route is served at once, and the next one replaces it', async () => {
  const [one, two] = [await app('one'), await app('two')]
  await applyRoute(shop(one.slot(1)), [], settings)
  expect(await version()).toBe('one')
  const commands = await applyRoute(shop(two.slot(2)), [], settings)
  expect(await version()).toBe('two')
  expect(commands.map((command) => command.split(' ').slice(-2).join(' '))).toEqual([
    `port ${two.port}`,
    'weight 100',
    'state ready',
    'state maint',
  ])
})

test('only what differs is sent', async () => {
  const one = await app('one')
  await applyRoute(shop(one.slot(1)), [], settings)
  expect(await applyRoute(shop(one.slot(1)), [], settings)).toEqual([])
  expect(await applyRoute(shop(one.slot(1, 'ready', 50)), [], settings)).toEqual(['set server env1/s1 weight 50'])
  expect(await applyRoute(shop(one.slot(1, 'drain')), [], settings)).toEqual(['set server env1/s1 weight 0'])
})

test('weights share the requests exactly', async () => {
  const [one, two] = [await app('one'), await app('two')]
  await applyRoute(shop(one.slot(1, 'ready', 90), two.slot(2, 'ready', 10)), [], settings)
  const versions = []
  for (let sent = 0; sent < 200; sent++) versions.push(await version())
  expect(versions.filter((name) => name === 'two')).toHaveLength(20)
  const stats = await backendStats(1, settings)
  expect(stats.map(({ slot, requests }) => [slot, requests]).slice(0, 2)).toEqual([
    [1, 180],
    [2, 20],
  ])
})

test('a changed host answers, the earlier one no longer does', async () => {
  const one = await app('one')
  await applyRoute(shop(one.slot(1)), [], settings)
  await applyRoute({ ...shop(one.slot(1)), host: 'store.localhost' }, [], settings)
  expect(await version('store.localhost')).toBe('one')
  expect((await get()).status).toBe(404)
})

test('a host may move to another environment', async () => {
  const [one, two] = [await app('one'), await app('two')]
  await applyRoute(shop(one.slot(1)), [], settings)
  await applyRoute({ backend: 2, host, slots: [two.slot(1)] }, [{ ...shop(one.slot(1)), host: 'old.localhost' }], settings)
  expect(await version()).toBe('two')
})

test('a removed route answers 404 and leaves the others', async () => {
  const [one, two] = [await app('one'), await app('two')]
  const store: Route = { backend: 2, host: 'store.localhost', slots: [two.slot(1)] }
  await applyRoute(shop(one.slot(1)), [], settings)
  await applyRoute(store, [shop(one.slot(1))], settings)
  await removeRoute(1, [shop(one.slot(1)), store], settings)
  expect((await get()).status).toBe(404)
  expect(await version('store.localhost')).toBe('two')
  expect(await assertRoutes([store], settings)).toEqual([])
})

test('running requests and sockets are counted by slot', async () => {
  const one = await app('one')
  await applyRoute(shop(one.slot(3)), [], settings)
  const running = await request(`http://127.0.0.1:${settings.httpPort}/slow`, { headers: { host } })
  expect((await sessionsBySlot(1, settings)).get(3)).toBe(1)
  one.release()
  expect(await running.body.text()).toBe('one began, one ended')
  while ((await sessionsBySlot(1, settings)).get(3)) await nextTurn()
})

test('a proxy killed and started again serves the same routes, and nothing is left to mend', async () => {
  const [one, two] = [await app('one'), await app('two')]
  const routes = [
    shop(one.slot(1), two.slot(2, 'drain'), two.slot(3, 'maint')),
    { backend: 2, host: 'idle.localhost', slots: [] },
  ]
  for (const route of routes) await applyRoute(route, routes, settings)
  await proxy.kill('SIGKILL')
  proxy = await startProxy(settings)
  expect(await version()).toBe('one')
  expect((await get('/', { host: 'idle.localhost' })).status).toBe(503)
  expect(await assertRoutes(routes, settings)).toEqual([])
})

test('what somebody changed by hand is mended, and only that', async () => {
  const [one, two] = [await app('one'), await app('two')]
  const routes = [shop(one.slot(1)), { backend: 2, host: 'store.localhost', slots: [two.slot(1)] }]
  for (const route of routes) await applyRoute(route, routes, settings)
  const { socket, config } = proxyPaths(settings)
  await sendCommands(socket, [
    'set server env1/s1 state drain',
    `set server env2/s1 addr 127.0.0.1 port ${one.port}`,
    'set server env3/s1 addr 127.0.0.1 port 9',
    'set server env3/s1 state ready',
    'del map hosts.map store.localhost',
    'add map hosts.map foreign.localhost env1',
  ])
  await writeFile(config, `${await readFile(config, 'utf8')}\n# edited\n`)
  expect(await assertRoutes(routes, settings)).toEqual([
    'set server env1/s1 state ready',
    `set server env2/s1 addr 127.0.0.1 port ${two.port}`,
    'add map hosts.map store.localhost env2',
    'del map hosts.map foreign.localhost',
    'set server env3/s1 state maint',
    'haproxy.cfg',
  ])
  expect([await version(), await version('store.localhost')]).toEqual(['one', 'two'])
  expect(await assertRoutes(routes, settings)).toEqual([])
})

test('a worker killed between the switch and the files is made good by the next assertion', async () => {
  const [one, two] = [await app('one'), await app('two')]
  await applyRoute(shop(one.slot(1)), [], settings)
  await switchRoute(shop(two.slot(2)), settings)
  expect(await assertRoutes([shop(two.slot(2))], settings)).toEqual(['haproxy.cfg'])
  await switchRoute(shop(one.slot(1)), settings)
  expect(await assertRoutes([shop(two.slot(2))], settings)).toHaveLength(2)
  expect(await version()).toBe('two')
})

test('a worker killed at any moment of its switches leaves files that start and a state that is mended', async () => {
  const [one, two] = [await app('one'), await app('two')]
  const flipper = path.join(import.meta.dirname, 'test-flip-routes.ts')
  for (let round = 0; round < 5; round++) {
    const worker = fork(flipper, [JSON.stringify([settings, host, [one.slot(1), two.slot(2)]])], {
      execArgv: ['--import', 'tsx'],
    })
    await once(worker, 'message')
    for (let answered = 0; answered <= round * 7; answered++) expect((await get()).status).toBe(200)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    execFileSync(haproxyBinary, ['-c', '-f', proxyPaths(settings).config], { stdio: 'pipe' })
    const wanted = [shop(round % 2 ? one.slot(1) : two.slot(2))]
    await assertRoutes(wanted, settings)
    expect(await assertRoutes(wanted, settings)).toEqual([])
    expect(await version()).toBe(round % 2 ? 'one' : 'two')
  }
})

test('files that cannot be written leave traffic where it was', async () => {
  const [one, two] = [await app('one'), await app('two')]
  await applyRoute(shop(one.slot(1)), [], settings)
  await mkdir(`${proxyPaths(settings).config}.new`)
  await expect(applyRoute(shop(two.slot(2)), [], settings)).rejects.toMatchObject({ code: 'unavailable', reason: 'proxy-files' })
  expect(await version()).toBe('one')
})

test('a route beyond the running pool says what to do', async () => {
  const larger = { ...settings, backends: 8 }
  const route: Route = { backend: 7, host: 'late.localhost', slots: [] }
  await expect(applyRoute(route, [], larger)).rejects.toThrow(/smaller pool.*late\.localhost.*Restart/)
  await expect(assertRoutes([route], larger)).rejects.toThrow(/smaller pool/)
})

test('a refused route changes nothing', async () => {
  const one = await app('one')
  await applyRoute(shop(one.slot(1)), [], settings)
  await expect(applyRoute(shop({ ...one.slot(2), address: 'db.internal' }), [], settings)).rejects.toThrow(/numeric address/)
  await expect(applyRoute({ ...shop(), backend: 2 }, [shop(one.slot(1))], settings)).rejects.toThrow(/Two environments answer/)
  expect(await version()).toBe('one')
})
