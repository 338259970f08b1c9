import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { createPostgresBackend, Queue, type QueueOptions, setDefaultBackendFactory, Worker, type WorkerOptions } from 'bullmq'
import { z } from 'zod'
import { env } from './env'
import { log } from './log'

/**
 * The queue is a doorbell: a job carries an id and nothing else, PostgreSQL holds the truth, and a sweep rings again
 * for every row that waits. Redis where there is one, else BullMQ's PostgreSQL backend.
 */
const payloads = {
  deployments: z.strictObject({ deploymentId: z.uuid() }),
  /** Work of applications and environments that must not wait behind deployments. */
  housekeeping: z.union([
    z.strictObject({ fetchMirror: z.uuid() }),
    z.strictObject({ settleDeployment: z.uuid() }),
    z.strictObject({ matchEnvironment: z.uuid() }),
    z.strictObject({ cleanUp: z.uuid() }),
  ]),
}

export type QueueName = keyof typeof payloads
export type QueuePayload<Name extends QueueName> = z.infer<(typeof payloads)[Name]>

const prefix = 'branchline'

function connection(): Pick<QueueOptions, 'connection' | 'prefix'> {
  const { REDIS_URL, DATABASE_URL } = env()
  // Commands fail at once while Redis is away; the sweep rings later. A worker's own connection waits for ever.
  if (REDIS_URL) return { prefix, connection: { url: REDIS_URL, maxRetriesPerRequest: null, enableOfflineQueue: false } }
  setDefaultBackendFactory(createPostgresBackend as never)
  return { prefix, connection: { connectionString: DATABASE_URL, schema: 'bullmq', migrate: true, max: 4 } as never }
}

export const queueBackend = () => (env().REDIS_URL ? 'redis' : 'postgresql')

const globals = globalThis as { branchlineQueues?: Map<QueueName, Queue> }

export function queue(name: QueueName): Queue {
  globals.branchlineQueues ??= new Map()
  const found = globals.branchlineQueues.get(name)
  if (found) return found
  const made = new Queue(name, { ...connection(), defaultJobOptions: { removeOnComplete: true, removeOnFail: 100, attempts: 1 } })
  made.on('error', (error) => log.warn({ err: error, queue: name }, 'the queue cannot be reached'))
  globals.branchlineQueues.set(name, made)
  return made
}

/**
 * Rings the doorbell. Every ring is a job with a fresh id: BullMQ silently ignores an id that a dead worker still
 * holds. Never throws, since the row is written and a sweep will ring again.
 */
export async function ring<Name extends QueueName>(name: Name, payload: QueuePayload<Name>) {
  const rung = tryToRing(name, payload)
  ringing.add(rung)
  await rung
  ringing.delete(rung)
}

/** Not every caller waits; the queues close after these. */
const ringing = new Set<Promise<void>>()

async function tryToRing<Name extends QueueName>(name: Name, payload: QueuePayload<Name>) {
  try {
    await withDeadline(queue(name).add(name, payload, { jobId: randomUUID() }), 2000)
  } catch (error) {
    log.warn({ err: error, queue: name, payload }, 'could not ring; the sweep will')
  }
}

/** Answers the doorbell until closed. `work` must not throw: outcomes belong to rows. */
export function answer<Name extends QueueName>(
  name: Name,
  concurrency: number,
  work: (payload: QueuePayload<Name>) => Promise<void>,
) {
  const options: WorkerOptions = {
    ...workerConnection(),
    concurrency,
    stalledInterval: 15_000,
    lockDuration: 30_000,
    maxStalledCount: 5,
  }
  const worker = new Worker(
    name,
    async (job) => {
      const payload = payloads[name].safeParse(job.data)
      if (payload.success) await work(payload.data as QueuePayload<Name>)
      else log.error({ queue: name, data: job.data }, 'a job that is not ours was dropped')
    },
    options,
  )
  worker.on('error', (error) => log.warn({ err: error, queue: name }, 'the queue cannot be reached'))
  worker.on('failed', (job, error) => log.error({ err: error, queue: name, data: job?.data }, 'a job ended in an exception'))
  return worker
}

const askEveryMs = 500

/**
 * Takes no more rings and waits for the work that was begun, for `graceMs` at most, and only while the queue answers: to one
 * that is away no job's end can be told, and BullMQ would wait for it as long as it takes.
 */
export async function stopAnswering(workers: Worker[], graceMs: number) {
  const over = new AbortController()
  const finished = Promise.all(workers.map((worker) => worker.close()))
  await Promise.race([finished, untilAway(over.signal), wait(graceMs, undefined, { signal: over.signal }).catch(() => {})])
  over.abort()
}

async function untilAway(signal: AbortSignal) {
  while (!signal.aborted && (await pingQueue()).status === 'ok') await wait(askEveryMs, undefined, { signal }).catch(() => {})
}

function workerConnection() {
  const { REDIS_URL } = env()
  return REDIS_URL ? { prefix, connection: { url: REDIS_URL, maxRetriesPerRequest: null } } : connection()
}

/** Whether the queue answers, for health checks. */
export async function pingQueue(): Promise<{ status: 'ok' | 'down'; latencyMs: number; message?: string; key?: string }> {
  const start = performance.now()
  const latencyMs = () => Math.round(performance.now() - start)
  try {
    await withDeadline(queue('deployments').getJobCounts('waiting'), 2000)
    const message = queueBackend() === 'redis' ? undefined : "No Redis: the queue runs on BullMQ's PostgreSQL backend."
    return { status: 'ok', latencyMs: latencyMs(), ...(message && { message, key: 'health-no-redis' }) }
  } catch {
    const message = 'Redis does not answer. Deployments are accepted and start when it is back; see REDIS_URL.'
    return { status: 'down', latencyMs: latencyMs(), key: 'health-redis', message }
  }
}

/** Says goodbye to a queue that answers, and leaves one that does not. */
export async function closeQueues() {
  await Promise.all(ringing)
  const open = [...(globals.branchlineQueues?.values() ?? [])]
  globals.branchlineQueues?.clear()
  await Promise.allSettled(
    open.map((each) => withDeadline(each.close(), 1000).catch(() => withDeadline(each.disconnect(), 1000))),
  )
}

function withDeadline<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  return Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
      promise.finally(() => clearTimeout(timer)).catch(() => {})
    }),
  ])
}
