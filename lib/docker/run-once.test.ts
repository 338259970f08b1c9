import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { containerState, listContainers } from '@/lib/docker/containers'
import { labels, oneOffName } from '@/lib/docker/names'
import { removeStrays, runOnce } from '@/lib/docker/run-once'
import { testEnvironment } from '@/lib/docker/testing/environment'
import { removeInstance, testInstanceId } from '@/lib/docker/testing/instance'

const instanceId = testInstanceId()
let place: Awaited<ReturnType<typeof testEnvironment>>

beforeAll(async () => {
  place = await testEnvironment(instanceId)
})
afterAll(() => removeInstance(instanceId))

const oneOff = (command: string) => ({
  ...place.spec(),
  name: oneOffName(instanceId, randomUUID(), 'test'),
  labels: labels({ instance: instanceId, step: 'test' }),
  command,
})

function run(
  spec: ReturnType<typeof oneOff>,
  options: { signal?: AbortSignal; timeoutMs?: number; onLine?: (text: string) => void } = {},
) {
  const lines: string[] = []
  const onLine = (text: string) => void lines.push(text)
  return { lines, done: runOnce(spec, { onLine, signal: new AbortController().signal, timeoutMs: 60_000, ...options }) }
}

test('a command gives its output and its exit code, and leaves no container', async () => {
  const spec = { ...oneOff('echo "hello $NAME"; exit 4'), env: { NAME: 'world' } }
  const { done, lines } = run(spec)
  await expect(done).resolves.toEqual({ exitCode: 4, oomKilled: false })
  expect(lines).toEqual(['hello world'])
  expect(await containerState(spec.name)).toBeNull()
})

test('a second run of the same step waits for the first instead of running the command again', async () => {
  const spec = oneOff('echo begun; sleep 1; exit 5')
  const first = run(spec)
  await expect.poll(() => first.lines, { timeout: 10_000, interval: 10 }).toEqual(['begun'])
  const second = run(spec)
  await expect(second.done).resolves.toMatchObject({ exitCode: 5 })
  await expect(first.done).resolves.toMatchObject({ exitCode: 5 })
  expect(second.lines).toEqual(['begun'])
})

test('ended by its signal or its deadline, the container is gone', async () => {
  const ending = new AbortController()
  const cancelled = oneOff('echo up; sleep 60')
  const { done } = run(cancelled, { signal: ending.signal, onLine: () => ending.abort(new Error('cancelled')) })
  await expect(done).rejects.toThrow('cancelled')
  expect(await containerState(cancelled.name)).toBeNull()

  const slow = oneOff('sleep 60')
  await expect(run(slow, { timeoutMs: 700 }).done).rejects.toMatchObject({ code: 'limit', reason: 'command-timeout' })
  expect(await containerState(slow.name)).toBeNull()
})

test('a flood of 100 MB ends with the right result and flat memory', async () => {
  const before = process.memoryUsage().rss
  let lines = 0
  let most = 0
  const onLine = () => {
    if (++lines % 1_000 === 0) most = Math.max(most, process.memoryUsage().rss)
  }
  const { done } = run(oneOff(`yes "${'a long line of a flood '.repeat(10)}" | head -c 100000000; exit 6`), {
    onLine,
  })
  await expect(done).resolves.toMatchObject({ exitCode: 6 })
  expect(most - before).toBeLessThan(200 * 1024 * 1024)
})

test('strays are removed by age and only when they are one-off', async () => {
  await run(oneOff('true')).done
  expect(await removeStrays(instanceId, 0)).toEqual([])
  const left = oneOff('sleep 60')
  const { done } = run(left)
  const settled = done.then(
    () => 'settled',
    () => 'settled',
  )
  await expect.poll(async () => (await containerState(left.name))?.running, { timeout: 10_000 }).toBe(true)
  expect(await removeStrays(instanceId, 60_000)).toEqual([])
  await expect.poll(() => removeStrays(instanceId, 0), { timeout: 5_000 }).toEqual([left.name])
  expect(await settled).toBe('settled')
  expect(await listContainers({ instance: instanceId, step: 'test' })).toEqual([])
})
