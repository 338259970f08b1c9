import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildImage } from '@/lib/docker/build'
import {
  containerState,
  keepRunning,
  listContainers,
  makeContainer,
  removeContainer,
  start,
  startContainer,
  stopContainer,
} from '@/lib/docker/containers'
import { engine } from '@/lib/docker/engine'
import { containerTail } from '@/lib/docker/logs'
import { imageTag } from '@/lib/docker/names'
import { removeNetwork } from '@/lib/docker/networks'
import { ensureTestNodeImage, testBaseImageTag } from '@/lib/docker/testing/base-image'
import { contextOf } from '@/lib/docker/testing/context'
import { testEnvironment } from '@/lib/docker/testing/environment'
import { removeInstance, testInstanceId } from '@/lib/docker/testing/instance'

const instanceId = testInstanceId()
let place: Awaited<ReturnType<typeof testEnvironment>>
let nodeImageId: string

beforeAll(async () => {
  place = await testEnvironment(instanceId)
  nodeImageId = await ensureTestNodeImage()
})
afterAll(() => removeInstance(instanceId))

const server = "require('http').createServer((q, s) => s.end(process.env.NAME)).listen(process.env.PORT)"
const shell = (command: string) => ({ ...place.spec(), command: ['/bin/sh', '-c', command] as [string, ...string[]] })

async function run(spec: ReturnType<typeof shell>) {
  const id = await makeContainer(spec)
  await start(id)
  return id
}

const untilExited = (id: string) =>
  expect.poll(async () => (await containerState(id))?.running, { timeout: 10_000, interval: 20 }).toBe(false)

test('a replica answers at its address on the port it was given', async () => {
  const spec = { ...place.spec(), imageId: nodeImageId, env: { NAME: 'grüße', NODE_OPTIONS: '' } }
  const id = await makeContainer({ ...spec, command: ['node', '-e', server], env: { ...spec.env, PORT: '3456' } })
  await start(id)
  const state = await containerState(id)
  expect(state).toMatchObject({ status: 'running', running: true, exitCode: null, oomKilled: false, restartCount: 0 })
  const answer = async () =>
    fetch(`http://${state?.address}:3456/`).then(
      (response) => response.text(),
      () => 'not yet',
    )
  await expect.poll(answer, { timeout: 10_000, interval: 20 }).toBe('grüße')
})

test('starting the same replica twice adopts the container, another configuration replaces it', async () => {
  const spec = { ...place.spec(), imageId: nodeImageId, port: 3000 }
  const first = await startContainer(spec)
  expect(await startContainer(spec)).toMatchObject({ containerId: first.containerId })
  const replaced = await startContainer({ ...spec, env: { CHANGED: 'yes' } })
  expect(replaced.containerId).not.toBe(first.containerId)
  expect(await containerState(first.containerId)).toBeNull()
  expect((await listContainers({ instance: instanceId })).filter(({ name }) => name === spec.name)).toHaveLength(1)
})

test('two workers who start the same replica at once end with one container', async () => {
  const spec = { ...place.spec(), imageId: nodeImageId, port: 3000 }
  const [one, two] = await Promise.all([startContainer(spec), startContainer(spec)])
  expect(one.containerId).toBe(two.containerId)
})

test('a container that exits at once shows its code and its last lines, and is not restarted', async () => {
  const id = await run(shell('echo starting; echo "cannot find module" >&2; exit 3'))
  await untilExited(id)
  expect(await containerState(id)).toMatchObject({ exitCode: 3, oomKilled: false, restartCount: 0, address: null })
  const tail = await containerTail(id, 10)
  expect(tail.map(({ text, stream }) => [stream, text])).toEqual(
    expect.arrayContaining([
      ['stdout', 'starting'],
      ['stderr', 'cannot find module'],
    ]),
  )
})

test('one that is kept running comes back after a crash', async () => {
  const id = await run(shell('sleep 0.5; exit 1'))
  await keepRunning(id)
  await expect.poll(async () => (await containerState(id))?.restartCount, { timeout: 10_000, interval: 50 }).toBeGreaterThan(0)
})

test('too much memory ends it with the reason on record', async () => {
  const id = await run(shell('tail /dev/zero'))
  await untilExited(id)
  expect(await containerState(id)).toMatchObject({ exitCode: 137, oomKilled: true })
})

test('a command that does not exist ends with code 127 and its name', async () => {
  const id = await run({ ...place.spec(), command: ['no-such-program'] })
  await untilExited(id)
  expect(await containerState(id)).toMatchObject({ exitCode: 127 })
  expect((await containerTail(id, 1))[0]?.text).toContain('no-such-program')
})

test('a user that does not exist is told as the image’s fault', async () => {
  const tar = contextOf({ Dockerfile: `FROM ${testBaseImageTag(instanceId)}\nUSER nosuch` })
  const request = { tar, dockerfile: 'Dockerfile', args: {}, tag: imageTag(instanceId, 'user'), labels: place.spec().labels }
  const imageId = await buildImage(request, { onLine: () => undefined, signal: new AbortController().signal, timeoutMs: 60_000 })
  const starting = run({ ...shell('true'), imageId })
  await expect(starting).rejects.toMatchObject({
    code: 'invalid',
    reason: 'start-failed',
    message: expect.stringContaining('nosuch'),
  })
})

test('an image that is gone is named', async () => {
  const gone = { ...shell('true'), imageId: `sha256:${'0'.repeat(64)}` }
  await expect(makeContainer(gone)).rejects.toMatchObject({ code: 'not-found', reason: 'image-missing' })
})

test('a container has seven capabilities, gets no new privileges and cannot make device nodes', async () => {
  const id = await run(shell('cat /proc/self/status; mknod /tmp/disk b 8 0'))
  await untilExited(id)
  const lines = (await containerTail(id, 100)).map(({ text }) => text.replace(/\s+/g, ' '))
  expect(lines).toEqual(expect.arrayContaining(['CapEff: 00000000000004eb', 'CapBnd: 00000000000004eb', 'NoNewPrivs: 1']))
  expect((await containerState(id))?.exitCode).not.toBe(0)
})

test('a stop asks, waits and kills; stopping and removing again is no error', async () => {
  const polite = await run(shell('trap "echo bye; exit 0" TERM; while true; do sleep 0.1; done'))
  const deaf = await run(shell('trap "" TERM; while true; do sleep 0.1; done'))
  await Promise.all([stopContainer(polite, 5_000), stopContainer(deaf, 1_000)])
  expect(await containerState(polite)).toMatchObject({ running: false, exitCode: 0 })
  expect(await containerState(deaf)).toMatchObject({ running: false, exitCode: 137 })
  await stopContainer(polite, 1_000)
  await removeContainer(polite)
  await removeContainer(polite)
  await stopContainer(polite, 1_000)
  expect(await containerState(polite)).toBeNull()
})

test('several who remove one container at once all return when it is gone', async () => {
  const id = await run(shell('sleep 30'))
  const remove = async () => {
    await removeContainer(id)
    expect((await listContainers({ instance: instanceId })).map((container) => container.id)).not.toContain(id)
  }
  await Promise.all(Array.from({ length: 5 }, remove))
})

test('an environment cannot reach another one’s containers', async () => {
  const listening = { ...place.spec(), imageId: nodeImageId, env: { NAME: 'private', PORT: '80' } }
  const id = await makeContainer({ ...listening, command: ['node', '-e', server] })
  await start(id)
  const address = (await containerState(id))?.address
  const ask = `const socket = require('net').connect(80, '${address}')
    socket.on('connect', () => process.exit(0)).on('error', () => process.exit(1)); setTimeout(() => process.exit(2), 1500)`
  const asks = async (spec: ReturnType<typeof place.spec>) => {
    const asker = await makeContainer({ ...spec, imageId: nodeImageId, command: ['node', '-e', ask] })
    await start(asker)
    await untilExited(asker)
    return (await containerState(asker))?.exitCode
  }
  await expect.poll(() => asks(place.spec()), { timeout: 10_000 }).toBe(0)
  const elsewhere = await testEnvironment(instanceId)
  expect(await asks(elsewhere.spec())).toBe(2)
  await expect(removeNetwork(elsewhere.network)).resolves.toBeUndefined()
})

test('a replica’s network cannot be removed from under it', async () => {
  const id = await run(shell('sleep 30'))
  await expect(removeNetwork(place.network)).rejects.toMatchObject({ code: 'conflict', reason: 'network-in-use' })
  const { HostConfig } = await engine().getContainer(id).inspect()
  expect(HostConfig).toMatchObject({ Privileged: false, Memory: 64 * 1024 * 1024, NanoCpus: 1e9, PidsLimit: 1024 })
})
