import { beforeAll, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { announce, waitForEvent } from '@/lib/events'
import { createApplication } from '@/prisma/factories'
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
