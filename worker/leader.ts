import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { env } from '@/lib/env'

const leaderLock = 7_272_005
const tryEveryMs = 3000

/**
 * Runs `lead` in one worker at a time: the one whose connection holds a lock of the database. The connection's end is the
 * end of the lead, whatever became of the worker. Resolves when `signal` ends it.
 */
export async function whileLeader(signal: AbortSignal, lead: (signal: AbortSignal) => Promise<void>) {
  while (!signal.aborted) {
    await holdLead(signal, lead).catch(() => {})
    await wait(tryEveryMs, undefined, { signal }).catch(() => {})
  }
}

async function holdLead(signal: AbortSignal, lead: (signal: AbortSignal) => Promise<void>) {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true, application_name: 'branchline-leader' })
  const lost = new AbortController()
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  await client.connect()
  try {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS held', [leaderLock])
    if (rows[0]?.held) await lead(AbortSignal.any([signal, lost.signal]))
  } finally {
    await client.end().catch(() => {})
  }
}
