import { once } from 'node:events'
import { Client, request } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import type { ProxySettings } from './proxy-settings'
import type { Route } from './route'
import { applyRoute, sessionsBySlot } from './routes'
import { nextTurn, type RunningProxy, removeProxy, startApp, startProxy, type TestApp, testSettings } from './test-proxy'

const host = 'shop.localhost'
const switches = 40
let settings: ProxySettings
let proxy: RunningProxy

beforeAll(async () => {
  settings = await testSettings()
  proxy = await startProxy(settings)
})

afterAll(() => removeProxy(proxy, settings))

const route = (app: TestApp, slot: number): Route => ({ backend: 1, host, slots: [app.slot(slot)] })

/** Visitors that never retry, each on one kept connection, every fourth request a POST. */
function startLoad(visitors: number) {
  const load = { answered: 0, posts: 0, failures: [] as string[], newest: '', stale: 0, isOver: false }
  const visit = async () => {
    const client = new Client(`http://127.0.0.1:${settings.httpPort}`)
    for (let sent = 0; !load.isOver; sent++) {
      const method = sent % 4 === 0 ? 'POST' : 'GET'
      const body = method === 'POST' ? `order ${sent}` : ''
      const newestAtStart = load.newest
      try {
        const answer = await client.request({ path: '/', method, headers: { host }, body: body || null })
        const seen = (await answer.body.json()) as { version: string; body: string }
        if (answer.statusCode !== 200 || seen.body !== body) load.failures.push(`${method} ${answer.statusCode}`)
        if (Number(seen.version) < Number(newestAtStart)) load.stale++
        load.answered++
        if (body) load.posts++
      } catch (error) {
        load.failures.push(`${method} ${error}`)
      }
    }
    await client.close()
  }
  const over = Promise.all(Array.from({ length: visitors }, visit))
  return {
    load,
    async answers(count: number) {
      const until = load.answered + count
      while (load.answered < until && !load.failures.length) await nextTurn()
    },
    async stop() {
      load.isOver = true
      await over
    },
  }
}

test('visitors with kept connections lose no request over many switches, and none reaches a replaced version', async () => {
  let current = await startApp('1')
  await applyRoute(route(current, 1), [], settings)
  const { load, answers, stop } = startLoad(20)
  for (let round = 1; round <= switches; round++) {
    await answers(100)
    const next = await startApp(String(round + 1))
    const slot = (round % 2) + 1
    await applyRoute(route(next, slot), [], settings)
    load.newest = next.version
    const old = slot === 1 ? 2 : 1
    while ((await sessionsBySlot(1, settings)).get(old)) await nextTurn()
    await current.stop()
    current = next
  }
  await answers(100)
  await stop()
  await current.stop()
  expect(load.failures).toEqual([])
  expect(load.stale).toBe(0)
  expect(load.answered).toBeGreaterThan(switches * 100)
  expect(load.posts).toBeGreaterThan(switches * 20)
})

test('a request that runs and an open socket stay with the replaced version until they are done', async () => {
  const [old, fresh] = [await startApp('old'), await startApp('fresh')]
  await applyRoute(route(old, 1), [], settings)
  const running = await request(`http://127.0.0.1:${settings.httpPort}/slow`, { headers: { host } })
  const socket = new WebSocket(`ws://127.0.0.1:${settings.httpPort}/`, { headers: { host } })
  await once(socket, 'open')
  const say = async (words: string) => {
    socket.send(words)
    return String((await once(socket, 'message'))[0])
  }
  expect(await say('before')).toBe('old: before')

  await applyRoute(route(fresh, 2), [], settings)
  expect(await say('after')).toBe('old: after')
  expect((await sessionsBySlot(1, settings)).get(1)).toBe(2)
  old.release()
  expect(await running.body.text()).toBe('old began, old ended')
  socket.close()
  await once(socket, 'close')
  while ((await sessionsBySlot(1, settings)).get(1)) await nextTurn()
  await Promise.all([old.stop(), fresh.stop()])
})

test('a slot that gets another address in place loses no request either', async () => {
  const first = await startApp('1')
  const second = await startApp('2')
  await applyRoute(route(first, 1), [], settings)
  const { load, answers, stop } = startLoad(10)
  await answers(100)
  await applyRoute(route(second, 1), [], settings)
  await answers(200)
  await stop()
  expect(load.failures).toEqual([])
  await Promise.all([first.stop(), second.stop()])
})
