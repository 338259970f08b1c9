import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '@/bin/launcher/postgres.mjs'
import { db } from '@/lib/db'
import { withName } from '@/prisma/test-database'

/** Of lib/db. */
const poolSize = 10
const silent = { progress() {}, done() {}, warn() {} }
/** A killed server loses nothing by it; only a power cut would. */
const fast = ['fsync=off', 'full_page_writes=off']

interface Supervised {
  url: string
  handle(): { signal(name: NodeJS.Signals): void; exited: Promise<unknown> }
  stop(): Promise<void>
}

/** The test's own connections are new ones too. */
async function isBack() {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const answers = await Promise.allSettled(Array.from({ length: poolSize }, () => db.$queryRaw`SELECT 1 FROM pg_sleep(0.01)`))
    if (answers.every(({ status }) => status === 'fulfilled')) return
    await wait(20)
  }
  throw new Error('the database does not come back')
}

/**
 * A PostgreSQL for one test file, which may stop and kill it, kept running as the launcher keeps an installation's. From
 * here on DATABASE_URL leads to it: call it before `withInstallation`.
 */
export async function startOwnPostgres() {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'branchline-postgres-'))
  // The database's own user has to enter it.
  await chmod(dataDir, 0o711)
  for (const folder of ['run', 'log']) await mkdir(path.join(dataDir, folder))
  const settings = { env: {}, dataDir, isRoot: process.getuid?.() === 0 }
  const server = (await startPostgres(settings, silent, { extraFlags: fast as never[] })) as unknown as Supervised
  const name = new URL(process.env.DATABASE_URL ?? server.url).pathname.slice(1)
  const url = withName(server.url, name.startsWith('branchline_test_') ? name : 'branchline_test_own')
  process.env.DATABASE_URL = url
  process.once('exit', () => server.handle().signal('SIGQUIT'))
  const end = async (signal: NodeJS.Signals) => {
    const handle = server.handle()
    handle.signal(signal)
    await handle.exited
    await isBack()
  }
  return {
    url,
    /** Ends every session and starts anew, as an upgrade of the machine's packages does. */
    restart: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
    /** Ends every connection but leaves the server running. */
    async cutConnections() {
      const client = new pg.Client({ connectionString: withName(url, 'postgres') })
      await client.connect()
      await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'branchline_test_%'")
      await client.end()
      await isBack()
    },
    async remove() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
