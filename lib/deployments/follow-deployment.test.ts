import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { systemActor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { announce } from '@/lib/events'
import { appendLog, createActor, createApplication, createDeployment } from '@/prisma/factories'
import type { Deployment } from '@/prisma/generated/client'
import { withTestDatabase } from '@/prisma/test-database'
import { type ChangeEvent, followChanges } from './follow-changes'
import { type DeploymentEvent, followDeployment } from './follow-deployment'
import { ListLinesInput, listLines, streamText } from './list-lines'
import { moveDeployment } from './move-deployment'

withTestDatabase()

type Made = Awaited<ReturnType<typeof createApplication>>
let shop: Made
let blog: Made
let viewer: Actor

beforeAll(async () => {
  shop = await createApplication()
  blog = await createApplication()
  viewer = await createActor('viewer', { applicationId: shop.application.id })
})

const running = async () => {
  const made = await createApplication()
  viewer.memberships.push({ role: 'viewer', applicationId: made.application.id, tier: null })
  return createDeployment(made.dev, { status: 'running' })
}

async function write(deployment: Deployment, ...texts: string[]) {
  await appendLog(deployment.id, texts)
  await announce(db, { type: 'log', deploymentId: deployment.id })
}

const end = (deployment: Deployment) =>
  db.$transaction((tx) => moveDeployment(tx, systemActor, deployment.id, 'failed', { data: { errorCode: 'build-failed' } }))

async function collect(deployment: Deployment, lastEventId: string | null = null, signal = new AbortController().signal) {
  const events: DeploymentEvent[] = []
  for await (const event of await followDeployment(viewer, deployment.id, lastEventId, signal)) events.push(event)
  return events
}

const textsIn = (events: DeploymentEvent[]) => events.flatMap((event) => (event.event === 'log' ? [event.data.text] : []))
const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`)

test('a reader who comes in the middle gets every line once, in order, and then the end', async () => {
  const deployment = await running()
  await write(deployment, ...numbered(1, 1200))
  const reading = collect(deployment)
  for (let from = 1201; from < 1500; from += 10) await write(deployment, ...numbered(from, from + 9))
  await end(deployment)
  const events = await reading
  expect(textsIn(events)).toEqual(numbered(1, 1500))
  expect(events.at(-1)).toMatchObject({
    event: 'status',
    id: '1500',
    data: { status: 'failed', error: { code: 'build-failed' } },
  })
})

test('after a break a stream goes on with the next line', async () => {
  const deployment = await running()
  await write(deployment, ...numbered(1, 20))
  const broken: DeploymentEvent[] = []
  const abort = new AbortController()
  for await (const event of await followDeployment(viewer, deployment.id, null, abort.signal)) {
    broken.push(event)
    if (event.id === '15') abort.abort()
    if (event.id === '15') break
  }
  await write(deployment, ...numbered(21, 30))
  await end(deployment)
  const resumed = await collect(deployment, broken.at(-1)?.id ?? null)
  expect([...textsIn(broken), ...textsIn(resumed)]).toEqual(numbered(1, 30))
})

test('a hundred readers of one log all get all of it', async () => {
  const deployment = await running()
  const readings = Array.from({ length: 100 }, () => collect(deployment))
  for (let from = 1; from < 100; from += 5) await write(deployment, ...numbered(from, from + 4))
  await end(deployment)
  for (const events of await Promise.all(readings)) expect(textsIn(events)).toEqual(numbered(1, 100))
})

test('steps and the place in the queue are told when they change, and not otherwise', async () => {
  const { application, dev } = await createApplication()
  viewer.memberships.push({ role: 'viewer', applicationId: application.id, tier: null })
  const first = await createDeployment(dev, { status: 'running' })
  const second = await createDeployment(dev)
  const abort = new AbortController()
  const events = await followDeployment(viewer, second.id, null, abort.signal)
  const seen: string[] = []
  for await (const { event, data } of events) {
    if (event === 'step') seen.push(`${data.name} ${data.status}`)
    if (event !== 'status') continue
    seen.push(`${data.status} at ${data.queuePosition}`)
    if (data.queuePosition === 2) await end(first)
    if (data.queuePosition !== 1) continue
    await db.deploymentStep.updateMany({
      where: { deploymentId: second.id, name: 'fetch' },
      data: { status: 'running', startedAt: new Date() },
    })
    await db.$transaction((tx) => moveDeployment(tx, systemActor, second.id, 'cancelled'))
  }
  const [atStart, later] = [seen.slice(0, 10), seen.slice(10)]
  expect(atStart.every((text) => text.endsWith(' waiting'))).toBe(true)
  expect(later).toEqual(['queued at 2', 'queued at 1', 'fetch running', 'cancelled at null'])
})

test('what is live is over only when it has drained and been watched', async () => {
  const { application, dev } = await createApplication()
  viewer.memberships.push({ role: 'viewer', applicationId: application.id, tier: null })
  const live = await createDeployment(dev, { status: 'live' })
  const reading = collect(live)
  await write(live, 'draining')
  await db.deployment.update({ where: { id: live.id }, data: { settledAt: new Date() } })
  await announce(db, { type: 'deployment', deploymentId: live.id, environmentId: dev.id, applicationId: application.id })
  expect(textsIn(await reading)).toEqual(['draining'])
})

test('a stream ends with its reader, and begins only for who may read', async () => {
  const deployment = await running()
  const abort = new AbortController()
  const reading = collect(deployment, null, abort.signal)
  abort.abort()
  await reading
  const foreign = await createDeployment(blog.dev)
  await expect(followDeployment(viewer, foreign.id, null, abort.signal)).rejects.toMatchObject({ code: 'not-found' })
  await expect(listLines(viewer, foreign.id, ListLinesInput.parse({}))).rejects.toMatchObject({ code: 'not-found' })
  await expect(streamText(viewer, foreign.id)).rejects.toMatchObject({ code: 'not-found' })
  await expect(listLines(viewer, 'nonsense', ListLinesInput.parse({}))).rejects.toMatchObject({ code: 'not-found' })
})

test('lines are listed in pages, searched for as typed, and downloaded whole', async () => {
  const deployment = await createDeployment(shop.dev, { status: 'failed' })
  await appendLog(deployment.id, [...numbered(1, 2500), '100% done', 'a_b'])
  const list = (given: object) => listLines(viewer, deployment.id, ListLinesInput.parse(given))
  const first = await list({ limit: 3 })
  expect(first.items.map(({ seq }) => seq)).toEqual([1, 2, 3])
  expect((await list({ limit: 3, after: first.nextCursor })).items.map(({ seq }) => seq)).toEqual([4, 5, 6])
  expect((await list({ after: 2500 })).nextCursor).toBeNull()
  expect((await list({ q: '0% D' })).items.map(({ text }) => text)).toEqual(['100% done'])
  expect((await list({ q: 'a_b' })).items).toHaveLength(1)
  expect((await list({ q: 'LINE 2500' })).items).toHaveLength(1)
  expect((await list({ level: 'error' })).items).toEqual([])
  let text = ''
  for await (const part of await streamText(viewer, deployment.id)) text += part
  expect(text.split('\n')).toHaveLength(2503)
  expect(text).toMatch(/^\S+ \[build\] line 1\n/)
})

test('changes reach those who may see them', async () => {
  const abort = new AbortController()
  const changes: ChangeEvent[] = []
  const reading = (async () => {
    for await (const change of followChanges(viewer, abort.signal)) {
      if (change.event !== 'resync') changes.push(change)
      if (change.event === 'application') abort.abort()
    }
  })()
  const ids = (made: Made) => ({ environmentId: made.dev.id, applicationId: made.application.id })
  await announce(db, { type: 'deployment', deploymentId: blog.dev.id, ...ids(blog) })
  await announce(db, { type: 'deployment', deploymentId: shop.dev.id, ...ids(shop) })
  await announce(db, { type: 'application', applicationId: shop.application.id })
  await reading
  expect(changes).toEqual([
    { event: 'deployment', data: { deploymentId: shop.dev.id, ...ids(shop) } },
    { event: 'application', data: { applicationId: shop.application.id } },
  ])
})
