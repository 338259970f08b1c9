import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pingProxy } from './ping-proxy'
import { type ProxySettings, proxyPaths } from './proxy-settings'
import { sendCommands } from './runtime-socket'
import { parseServersState } from './runtime-state'
import { type RunningProxy, removeProxy, startProxy, testSettings } from './test-proxy'

let settings: ProxySettings
let proxy: RunningProxy
let socket: string

beforeAll(async () => {
  settings = await testSettings({ backends: 64, slots: 20 })
  proxy = await startProxy(settings)
  socket = proxyPaths(settings).socket
})

afterAll(() => removeProxy(proxy, settings))

test('each command has its answer, in order', async () => {
  const answers = await sendCommands(socket, [
    'set server env1/s1 weight 5',
    'show map hosts.map',
    'set server env1/s2 addr 10.0.0.2 port 80',
    'show servers state env1',
  ])
  expect(answers).toHaveLength(4)
  expect(answers.slice(0, 2)).toEqual(['', ''])
  expect(parseServersState(answers[3] ?? '').get('env1')).toHaveLength(20)
})

test('the whole pool is read in one answer', async () => {
  const [answer = ''] = await sendCommands(socket, ['show servers state'])
  expect([...parseServersState(answer).values()].map((servers) => servers.length)).toEqual(Array(64).fill(20))
})

test('more commands than fit into one line are all carried out', async () => {
  const commands = Array.from({ length: 64 * 20 }, (_, index) => {
    const server = `env${Math.floor(index / 20) + 1}/s${(index % 20) + 1}`
    return `set server ${server} weight 7`
  })
  expect(await sendCommands(socket, commands)).toHaveLength(1280)
  const [answer = ''] = await sendCommands(socket, ['show servers state'])
  expect(new Set([...parseServersState(answer).values()].flat().map((server) => server.weight))).toEqual(new Set([7]))
})

test.each([
  ['set server env1/s99 state ready', /No such server/],
  ['set server env99/s1 state ready', /No such (backend|server)/],
  ['show servers state env99', /Can't find backend/],
  ['del map hosts.map nobody.localhost', /not found/],
  ['set map hosts.map nobody.localhost env1', /not found/],
  ['set server env1/s1 weight 999', /weight/i],
  ['no such command', /Unknown command/],
])('%s is refused by name', async (command, says) => {
  const attempt = sendCommands(socket, ['set server env1/s1 weight 3', command, 'set server env1/s2 weight 3'])
  await expect(attempt).rejects.toMatchObject({ kind: 'refused', code: 'unavailable', message: expect.stringMatching(says) })
})

test.each(['show info; set server env1/s1 state maint', 'show info\nshow map', ''])('%j is not one command', async (command) => {
  await expect(sendCommands(socket, [command])).rejects.toThrow(/Not one proxy command/)
})

test('a proxy that is not there, or does not answer, is told apart', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bl-silent-'))
  await expect(sendCommands(path.join(folder, 'admin.sock'), ['show info'])).rejects.toMatchObject({ kind: 'unreachable' })
  expect(await pingProxy({ ...settings, folder })).toMatchObject({
    status: 'down',
    message: expect.stringMatching(/not running.*npm start/),
  })

  const silent = await new Promise<Server>((resolve) => {
    const server = createServer().listen(path.join(folder, 'admin.sock'), () => resolve(server))
  })
  await expect(sendCommands(path.join(folder, 'admin.sock'), ['show info'], 50)).rejects.toMatchObject({ kind: 'timeout' })
  expect(await pingProxy({ ...settings, folder }, 50)).toMatchObject({
    status: 'down',
    message: expect.stringMatching(/does not answer/),
  })
  silent.close()
  await rm(folder, { recursive: true })
})
