import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

// A relay in front of the engine, so that its connections can be cut as its restart cuts them.
const engineSocket = (process.env.DOCKER_HOST || 'unix:///var/run/docker.sock').replace('unix://', '')
const relaySocket = path.join(os.tmpdir(), `relay-${process.pid}.sock`)
const open = new Set<net.Socket>()
const relay = net.createServer((client) => {
  const upstream = net.connect(engineSocket)
  for (const socket of [client, upstream]) {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => {
      open.delete(socket)
      client.destroy()
      upstream.destroy()
    })
  }
  client.pipe(upstream).pipe(client)
})
process.env.DOCKER_HOST = `unix://${relaySocket}`

const { makeContainer, start } = await import('@/lib/docker/containers')
const { watchEvents } = await import('@/lib/docker/events')
const { testEnvironment } = await import('@/lib/docker/testing/environment')
const { removeInstance, testInstanceId } = await import('@/lib/docker/testing/instance')

const instanceId = testInstanceId()
let place: Awaited<ReturnType<typeof testEnvironment>>

beforeAll(async () => {
  relay.listen(relaySocket)
  place = await testEnvironment(instanceId)
})
afterAll(async () => {
  await removeInstance(instanceId)
  relay.close()
})

async function run(command: string) {
  const id = await makeContainer({ ...place.spec(), command: ['/bin/sh', '-c', command] })
  await start(id)
  return id
}

test('events of this instance arrive with exit codes, and again after the engine was away', async () => {
  const told: string[] = []
  let reconnects = 0
  const ending = new AbortController()
  const watching = watchEvents({
    instanceId,
    signal: ending.signal,
    onEvent: (event) => void told.push(`${event.action} ${event.containerId} ${event.exitCode ?? ''}`.trim()),
    onReconnect: () => void reconnects++,
  })
  await expect.poll(() => open.size).toBeGreaterThan(0)

  const first = await run('exit 3')
  await expect.poll(() => told, { timeout: 10_000 }).toEqual([`start ${first}`, `die ${first} 3`])
  expect(reconnects).toBe(0)

  for (const socket of open) socket.destroy()
  await expect.poll(() => reconnects, { timeout: 10_000 }).toBe(1)
  const second = await run('tail /dev/zero')
  await expect.poll(() => told, { timeout: 10_000 }).toContain(`die ${second} 137`)
  expect(told).toContain(`oom ${second}`)

  ending.abort()
  await watching
})
