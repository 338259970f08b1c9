import { beforeAll, expect, test, vi } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { announce, waitForEvent } from '@/lib/events'
import { appendLog, createApplication, createDeployment } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { callerWithRole } from '../testing'
import { takePlace } from './open-streams'

withTestDatabase()
// The connection that hears events is made at the first listening.
beforeAll(() => waitForEvent(({ type }) => type === 'resync', 5000))

/** Reads a stream until its text holds `wanted`. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, wanted: string) {
  let text = ''
  while (!text.includes(wanted)) {
    const { done, value } = await reader.read()
    if (done) throw new Error(`the stream ended after: ${text}`)
    text += new TextDecoder().decode(value)
  }
  return text
}

test('a stream of changes begins with resync and tells what the caller may see, and only that', async () => {
  const [own, other] = [await createApplication(), await createApplication()]
  const { get } = await callerWithRole('viewer', { applicationId: own.application.id })
  const response = await get('/events')
  expect(response.headers.get('content-type')).toMatch('text/event-stream')
  expect(response.headers.get('cache-control')).toBe('no-cache, no-transform')
  expect(response.headers.get('x-accel-buffering')).toBe('no')
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  await readUntil(reader, 'event: resync\n')
  await announce(db, { type: 'application', applicationId: other.application.id })
  await announce(db, { type: 'application', applicationId: own.application.id })
  const text = await readUntil(reader, own.application.id)
  expect(text).toContain(`event: application\ndata: {"applicationId":"${own.application.id}"}\n\n`)
  expect(text).not.toContain(other.application.id)
  await reader.cancel()
})

test('a stream of changes with an environment also tells what its containers print, and goes on after the last line', async () => {
  const { application, dev } = await createApplication()
  const { id: deploymentId } = await createDeployment(dev, { status: 'live' })
  const line = { environmentId: dev.id, deploymentId, replica: 1, at: new Date(), stream: 'stdout' }
  const { id } = await db.runtimeLine.create({ data: { ...line, text: 'listening' } })
  const { get } = await callerWithRole('viewer')
  const path = `/events?application=${application.slug}&environment=${dev.slug}`
  const reader = ((await get(path)).body as ReadableStream<Uint8Array>).getReader()
  const text = await readUntil(reader, 'listening')
  expect(text).toContain('event: resync\n')
  expect(text).toContain(`id: ${id}\nevent: line\n`)
  await announce(db, { type: 'application', applicationId: application.id })
  await readUntil(reader, application.id)
  await reader.cancel()
  await db.runtimeLine.create({ data: { ...line, text: 'answering' } })
  const again = ((await get(path, { 'last-event-id': String(id) })).body as ReadableStream<Uint8Array>).getReader()
  expect(await readUntil(again, 'answering')).not.toContain('listening')
  await again.cancel()
  expect((await get(`/events?application=${application.slug}&environment=nowhere`)).status).toBe(404)
  expect((await get(`/events?application=${application.slug}`)).status).toBe(422)
})

test('the stream of a deployment goes on after the last line it sent, and ends with the deployment', async () => {
  const { dev } = await createApplication()
  const { id } = await createDeployment(dev, { status: 'running' })
  await appendLog(id, ['one', 'two'])
  const { get } = await callerWithRole('viewer')
  const first = (await get(`/deployments/${id}/events`)).body as ReadableStream<Uint8Array>
  const reader = first.getReader()
  const text = await readUntil(reader, 'event: status')
  expect(text).toMatch(/id: 1\nevent: log\ndata: .*"text":"one".*\n\nid: 2\nevent: log/)
  expect(text).toContain('event: step')
  await reader.cancel()
  await appendLog(id, ['three'])
  await db.deployment.update({ where: { id }, data: { status: 'cancelled', finishedAt: new Date(), logSeq: 3 } })
  const rest = await (await get(`/deployments/${id}/events`, { 'last-event-id': '2' })).text()
  expect(rest).toContain('"text":"three"')
  expect(rest).not.toContain('"text":"two"')
  expect(rest).toContain('"status":"cancelled"')
})

test('what is there already is sent together, so that a long log does not cost a write per line', async () => {
  const { dev } = await createApplication()
  const { id } = await createDeployment(dev, { status: 'running' })
  await appendLog(
    id,
    Array.from({ length: 2000 }, (_, index) => `line ${index + 1} of many`),
  )
  const { get } = await callerWithRole('viewer')
  const reader = ((await get(`/deployments/${id}/events`)).body as ReadableStream<Uint8Array>).getReader()
  let chunks = 0
  let text = ''
  while (!text.includes('event: status')) {
    const { value } = await reader.read()
    text += new TextDecoder().decode(value)
    chunks++
  }
  expect(text.match(/^event: log$/gm)).toHaveLength(2000)
  expect(chunks).toBeLessThan(20)
  await reader.cancel()
})

test('a stream ends when its token is revoked', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const admin = await callerWithRole('admin')
  const { get } = await callerWithRole('viewer')
  const stream = (await get('/events')).body as ReadableStream<Uint8Array>
  const reader = stream.getReader()
  await readUntil(reader, 'event: resync')
  await db.apiToken.updateMany({
    where: { user: { memberships: { some: { role: 'viewer' } } } },
    data: { revokedAt: new Date() },
  })
  await vi.advanceTimersByTimeAsync(15_000)
  vi.useRealTimers()
  expect((await admin.get('/me')).status).toBe(200)
  while (!(await reader.read()).done);
})

test('open streams of one caller are capped, and a closed one makes room', async () => {
  const { get } = await callerWithRole('viewer')
  const streams = await Promise.all(Array.from({ length: 40 }, () => get('/events')))
  expect(streams.every(({ status }) => status === 200)).toBe(true)
  expect((await get('/events')).status).toBe(429)
  await streams[0]?.body?.cancel()
  const again = await get('/events')
  expect(again.status).toBe(200)
  for (const stream of [...streams.slice(1), again]) await stream.body?.cancel()
})

test('giving a place back twice gives it back once', () => {
  const actor = { ...systemActor, userId: 'somebody' }
  const leave = Array.from({ length: 40 }, () => takePlace(actor))
  leave[0]?.()
  leave[0]?.()
  takePlace(actor)
  expect(() => takePlace(actor)).toThrow('open streams')
})
