import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import type { Worker } from 'bullmq'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { withTestDatabase } from '@/prisma/test-database'
import { prepareRedis } from './testing/own-redis'

type QueueModule = typeof import('@/lib/queue')

withTestDatabase()
const redis = await prepareRedis()
afterAll(() => redis.remove())

/** A ring is given up after two seconds; the rest is for a busy machine. */
const ringDeadlineMs = 3500
const workers: Worker[] = []
let queue: QueueModule

/** The queue on one backend. Which one it is, a process decides once: a test that wants the other loads everything anew. */
async function openQueue(redisUrl: string) {
  process.env.REDIS_URL = redisUrl
  vi.resetModules()
  queue = await import('@/lib/queue')
}

/** A worker that writes down the ids of the deployments it was rung for. */
async function startWorker() {
  const heard: string[] = []
  const worker = queue.answer('deployments', 1, async ({ deploymentId }) => {
    heard.push(deploymentId)
  })
  workers.push(worker)
  await worker.waitUntilReady()
  return { worker, heard }
}

const ring = async (deploymentId = randomUUID()) => {
  await queue.ring('deployments', { deploymentId })
  return deploymentId
}

/** Rings until a worker hears it, as the sweep does: a ring may be lost, a row's ringing may not. */
async function ringUntilHeard(heard: string[]) {
  const id = randomUUID()
  await vi.waitFor(
    async () => {
      await ring(id)
      expect(heard).toContain(id)
    },
    { timeout: 20_000, interval: 100 },
  )
}

const hears = (heard: string[], ...ids: string[]) =>
  vi.waitFor(() => expect(heard).toEqual(expect.arrayContaining(ids)), { timeout: 10_000, interval: 20 })

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()))
})

/** What holds on both backends. */
function promises() {
  test('a ring reaches a worker', async () => {
    const { heard } = await startWorker()
    await hears(heard, await ring())
  })

  test('a ring that comes before any worker waits for one', async () => {
    const id = await ring()
    const { heard } = await startWorker()
    await hears(heard, id)
  })

  test('two workers share the rings, and each ring is answered once', async () => {
    const [one, other] = [await startWorker(), await startWorker()]
    const ids = await Promise.all(Array.from({ length: 40 }, () => ring()))
    await vi.waitFor(() => expect(one.heard.length + other.heard.length).toBe(40), { timeout: 10_000 })
    expect([...one.heard, ...other.heard].sort()).toEqual(ids.sort())
    expect(Math.min(one.heard.length, other.heard.length)).toBeGreaterThan(0)
  })

  test('a job that is not ours is dropped, and the next ring is answered', async () => {
    const { heard } = await startWorker()
    const foreign = [{}, { deploymentId: 'all of them' }, { deploymentId: randomUUID(), rm: '/' }, ['x'], null]
    for (const data of foreign) await queue.queue('deployments').add('deployments', data)
    await hears(heard, await ring())
    expect(heard).toHaveLength(1)
  })

  test('work that throws is one lost job, and the worker goes on', async () => {
    const heard: string[] = []
    const worker = queue.answer('deployments', 1, async ({ deploymentId }) => {
      heard.push(deploymentId)
      if (heard.length === 1) throw new Error('an outcome that is on no row')
    })
    workers.push(worker)
    const [first, second] = [await ring(), await ring()]
    await hears(heard, first, second)
  })

  test('a worker that is closed finishes the work it has begun', async () => {
    const gate = new EventEmitter()
    let isFinished = false
    const worker = queue.answer('deployments', 1, async () => {
      const opened = once(gate, 'open')
      gate.emit('begun')
      await opened
      isFinished = true
    })
    const begun = once(gate, 'begun')
    await ring()
    await begun
    const closed = worker.close()
    gate.emit('open')
    await closed
    expect(isFinished).toBe(true)
  })
}

describe('on Redis', () => {
  beforeAll(async () => {
    await redis.start()
    await openQueue(redis.url)
  })
  afterAll(() => queue.closeQueues())
  promises()

  test('a ring at a Redis that hangs is given up in time, and its worker hears again afterwards', async () => {
    const { heard } = await startWorker()
    await hears(heard, await ring())
    redis.freeze()
    const begun = performance.now()
    await ring()
    expect(performance.now() - begun).toBeLessThan(ringDeadlineMs)
    expect(await queue.pingQueue()).toMatchObject({ status: 'down', message: expect.stringContaining('Redis does not answer') })
    redis.thaw()
    await ringUntilHeard(heard)
    expect(await queue.pingQueue()).toMatchObject({ status: 'ok' })
  })

  test('a ring without a Redis is given up in time, and the worker hears again when there is one', async () => {
    const { heard } = await startWorker()
    await redis.kill()
    const begun = performance.now()
    await ring()
    expect(performance.now() - begun).toBeLessThan(ringDeadlineMs)
    expect(await queue.pingQueue()).toMatchObject({ status: 'down' })
    await redis.start()
    await ringUntilHeard(heard)
  })

  test('a worker that starts without a Redis hears when there is one', async () => {
    await redis.kill()
    await queue.closeQueues()
    const heard: string[] = []
    workers.push(queue.answer('deployments', 1, async ({ deploymentId }) => void heard.push(deploymentId)))
    await ring()
    await redis.start()
    await ringUntilHeard(heard)
  })

  test('an emptied Redis is one that rings again', async () => {
    const { heard } = await startWorker()
    await redis.empty()
    await hears(heard, await ring())
  })

  test('a Redis emptied in the middle of a job costs nothing but that job', async () => {
    const heard: string[] = []
    const worker = queue.answer('deployments', 1, async ({ deploymentId }) => {
      if (heard.push(deploymentId) === 1) await redis.empty()
    })
    workers.push(worker)
    await ring()
    await once(worker, 'error')
    await ringUntilHeard(heard)
  })
})

describe('on PostgreSQL', () => {
  beforeAll(() => openQueue(''))
  afterAll(() => queue.closeQueues())
  promises()

  test('says that there is no Redis', async () => {
    expect(await queue.pingQueue()).toMatchObject({ status: 'ok', message: expect.stringContaining('No Redis') })
  })

  test('a queue whose connections were cut rings again, and its worker hears', async () => {
    const { heard } = await startWorker()
    await hears(heard, await ring())
    await cutConnections()
    await ring()
    await ringUntilHeard(heard)
  })
})

/** Ends every connection to this file's database, as a restart of PostgreSQL does. */
async function cutConnections() {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  await client.end()
}
