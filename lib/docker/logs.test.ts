import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeContainer, removeContainer, start } from '@/lib/docker/containers'
import { followLogs, type LogLine } from '@/lib/docker/logs'
import { testEnvironment } from '@/lib/docker/testing/environment'
import { removeInstance, testInstanceId } from '@/lib/docker/testing/instance'

const instanceId = testInstanceId()
let place: Awaited<ReturnType<typeof testEnvironment>>

beforeAll(async () => {
  place = await testEnvironment(instanceId)
})
afterAll(() => removeInstance(instanceId))

async function run(command: string) {
  const id = await makeContainer({ ...place.spec(), command: ['/bin/sh', '-c', command] })
  await start(id)
  return id
}

async function follow(
  id: string,
  { since, signal = new AbortController().signal }: { since?: string; signal?: AbortSignal } = {},
) {
  const lines: LogLine[] = []
  await followLogs(id, { since, signal, onLine: (text, stream, at) => void lines.push({ text, stream, at }) })
  return lines
}

test('lines come as they are printed, with stream and time, until the container stops', async () => {
  const begun = Date.now()
  const lines = await follow(await run('echo one; sleep 0.3; echo two >&2; sleep 0.3; printf three'))
  expect(lines.map(({ stream, text }) => `${stream} ${text}`)).toEqual(['stdout one', 'stderr two', 'stdout three'])
  const times = lines.map(({ at }) => new Date(at).getTime())
  expect(times[1] as number).toBeGreaterThan((times[0] as number) + 200)
  expect(Math.abs((times[0] as number) - begun)).toBeLessThan(10_000)
})

test('reading on after the last line seen neither repeats nor misses one', async () => {
  const id = await run('for i in 1 2 3 4 5 6 7 8 9; do echo "line $i"; done')
  const all = await follow(id)
  expect(all).toHaveLength(9)
  expect(await follow(id, { since: all[3]?.at })).toEqual(all.slice(4))
})

test('a line of 100 KB, which the engine stores in pieces, is one line and cut', async () => {
  const lines = await follow(await run('head -c 100000 /dev/zero; echo; echo next'))
  expect(lines.map(({ text }) => text)).toEqual([expect.stringMatching(/^\uFFFD{8192} … \[line cut at 8 KB\]$/), 'next'])
})

test('following ends when asked, with the reason', async () => {
  const id = await run('echo up; sleep 60')
  const ending = new AbortController()
  const following = followLogs(id, { signal: ending.signal, onLine: () => ending.abort(new Error('enough')) })
  await expect(following).rejects.toThrow('enough')
})

test('following ends when the container is removed', async () => {
  const id = await run('echo up; sleep 60')
  const lines: string[] = []
  await followLogs(id, {
    signal: new AbortController().signal,
    onLine: async (text) => {
      lines.push(text)
      await removeContainer(id)
    },
  })
  expect(lines).toEqual(['up'])
})
