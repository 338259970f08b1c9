import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { db, Tx } from './db'
import { env } from './env'
import { log } from './log'

/** PostgreSQL's channel for all of them. */
export const channel = 'branchline'

/**
 * What happened, in ids alone; whoever cares reads the rows. Delivered at most once: after a lost connection the
 * listener emits `resync`, and everybody reads again.
 */
export type BranchlineEvent =
  | { type: 'deployment'; deploymentId: string; environmentId: string; applicationId: string }
  | { type: 'log'; deploymentId: string }
  | { type: 'cancel'; deploymentId: string }
  | { type: 'application'; applicationId: string }
  | { type: 'runtime-log'; environmentId: string }
  | { type: 'resync' }

/** Tells every process; inside a transaction the news goes out with its commit. */
export async function announce(client: Tx | typeof db, event: BranchlineEvent) {
  await client.$executeRaw`SELECT pg_notify(${channel}, ${JSON.stringify(event)})`
}

const globals = globalThis as { branchlineEvents?: EventEmitter<{ event: [BranchlineEvent] }> }

/** Hears the events of every process over one connection, made at the first call. Returns the way to stop hearing. */
export function listen(hear: (event: BranchlineEvent) => void): () => void {
  if (!globals.branchlineEvents) {
    globals.branchlineEvents = new EventEmitter<{ event: [BranchlineEvent] }>().setMaxListeners(0)
    connect(globals.branchlineEvents)
  }
  const emitter = globals.branchlineEvents
  emitter.on('event', hear)
  return () => emitter.off('event', hear)
}

/** Waits for the first event that `matches`; resolves null when `timeoutMs` pass first. Begin to wait before you cause it. */
export function waitForEvent(matches: (event: BranchlineEvent) => boolean, timeoutMs: number): Promise<BranchlineEvent | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(null), timeoutMs)
    const stop = listen((event) => {
      if (event.type === 'resync' || matches(event)) finish(event)
    })
    const finish = (event: BranchlineEvent | null) => {
      clearTimeout(timer)
      stop()
      resolve(event)
    }
  })
}

function connect(emitter: EventEmitter<{ event: [BranchlineEvent] }>, failures = 0) {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true, application_name: 'branchline-events' })
  let isOver = false
  const reconnect = (error?: Error) => {
    if (isOver) return
    isOver = true
    if (error) log.warn({ err: error }, 'the event connection was lost; connecting again')
    client.end().catch(() => {})
    setTimeout(() => connect(emitter, failures + 1), Math.min(100 * 2 ** failures, 5000)).unref()
  }
  client.on('error', reconnect)
  client.on('end', () => reconnect())
  client.on('notification', ({ payload }) => payload && emitter.emit('event', JSON.parse(payload)))
  client
    .connect()
    .then(() => client.query(`LISTEN ${channel}`))
    .then(() => {
      failures = 0
      emitter.emit('event', { type: 'resync' })
    })
    .catch(reconnect)
}
