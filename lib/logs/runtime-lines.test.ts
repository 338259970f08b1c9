import { expect, test } from 'vitest'
import { db } from '@/lib/db'
import { createActor, createApplication, createDeployment } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { appendRuntimeLines } from './append-runtime-lines'
import { followRuntimeLines } from './follow-runtime-lines'
import { ListRuntimeLinesInput, listRuntimeLines } from './runtime-lines'

withTestDatabase()

async function liveEnvironment() {
  const { application, dev } = await createApplication()
  const { id: deploymentId } = await createDeployment(dev, { status: 'live' })
  const viewer = await createActor('viewer', { applicationId: application.id })
  const print = (replica: number, ...texts: string[]) =>
    appendRuntimeLines(
      dev.id,
      texts.map((text) => ({ deploymentId, replica, at: new Date(), stream: 'stdout', text })),
    )
  return { place: { application: application.slug, environment: 'dev' }, viewer, print }
}

const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`)

test('the newest lines come first, and pages lead backwards and forwards', async () => {
  const { place, viewer, print } = await liveEnvironment()
  await print(0, ...numbered(1, 10), '50%')
  const list = (given: object) => listRuntimeLines(viewer, place, ListRuntimeLinesInput.parse(given))
  const texts = async (given: object) => (await list(given)).items.map(({ text }) => text)
  const newest = await list({ limit: 3 })
  expect(newest.items.map(({ text }) => text)).toEqual(['line 9', 'line 10', '50%'])
  expect(newest.hasMore).toBe(true)
  expect(await texts({ limit: 2, before: newest.items[0]?.id })).toEqual(['line 7', 'line 8'])
  expect(await texts({ limit: 5, after: newest.items[0]?.id })).toEqual(['line 10', '50%'])
  expect(await texts({ q: '0%' })).toEqual(['50%'])
  expect((await list({ q: 'line 1' })).items).toHaveLength(2)
})

test('a live tail gets every line of every container once, however they write at the same time', async () => {
  const { place, viewer, print } = await liveEnvironment()
  await print(0, ...numbered(1, 300))
  const seen: string[] = []
  const abort = new AbortController()
  const reading = (async () => {
    for await (const { data } of await followRuntimeLines(viewer, place, '0', abort.signal)) {
      seen.push(`${data.replica} ${data.text}`)
      if (seen.length === 300 + 3 * 30) abort.abort()
    }
  })()
  await Promise.all(
    [1, 2, 3].map(async (replica) => {
      for (let from = 1; from <= 30; from += 3) await print(replica, ...numbered(from, from + 2))
    }),
  )
  await reading
  expect(new Set(seen).size).toBe(390)
  for (const replica of [1, 2, 3]) {
    expect(seen.filter((text) => text.startsWith(`${replica} `))).toEqual(numbered(1, 30).map((text) => `${replica} ${text}`))
  }
})

test('a live tail begins with the last two hundred lines', async () => {
  const { place, viewer, print } = await liveEnvironment()
  await print(0, ...numbered(1, 300))
  const abort = new AbortController()
  const seen: string[] = []
  for await (const { data } of await followRuntimeLines(viewer, place, null, abort.signal)) {
    seen.push(data.text)
    if (data.text === 'line 300') abort.abort()
  }
  expect(seen).toEqual(numbered(101, 300))
})

test('a live tail goes on after the last line seen', async () => {
  const { place, viewer, print } = await liveEnvironment()
  await print(0, ...numbered(1, 5))
  const ids = (await db.runtimeLine.findMany({ orderBy: { id: 'desc' }, take: 5 })).map(({ id }) => id)
  const abort = new AbortController()
  const seen: string[] = []
  for await (const { data } of await followRuntimeLines(viewer, place, String(ids[2]), abort.signal)) {
    seen.push(data.text)
    if (seen.length === 2) abort.abort()
  }
  expect(seen).toEqual(['line 4', 'line 5'])
})

test("another application's output does not exist", async () => {
  const { place } = await liveEnvironment()
  const { viewer: stranger } = await liveEnvironment()
  await expect(listRuntimeLines(stranger, place, { limit: 10 })).rejects.toMatchObject({ code: 'not-found' })
  await expect(followRuntimeLines(stranger, place, null, new AbortController().signal)).rejects.toMatchObject({
    code: 'not-found',
  })
})
