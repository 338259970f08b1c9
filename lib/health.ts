import { z } from 'zod'
import packageJson from '@/package.json'
import { db } from './db'
import { latestMigration } from './latest-migration'
import { pingQueue } from './queue'
import { Words } from './words'
import { latestReports, type MachineCheck } from './worker-reports'

const Check = z.object({
  status: z.enum(['ok', 'down']),
  latencyMs: z.int(),
  message: z.string().optional(),
  ...Words.partial().shape,
})
export type Check = z.infer<typeof Check>

const checkNames = ['database', 'redis', 'docker', 'proxy', 'worker', 'migrations'] as const

export const HealthView = z.object({
  /** `down`: nothing works without the database and its tables. `degraded`: something else is away. */
  status: z.enum(['ok', 'degraded', 'down']),
  version: z.string(),
  checks: z.record(z.enum(checkNames), Check),
})
export type HealthView = z.infer<typeof HealthView>

export const version = packageJson.version

/** No check waits longer: a balancer wants an answer even while the database hangs. */
const patienceMs = 2000

/** How the parts are. The web process has neither Docker nor the proxy, so it says what the workers reported last. */
export async function checkHealth(): Promise<HealthView> {
  const [database, migrations, redis, machines] = await Promise.all([
    timed(() => db.$queryRaw`SELECT 1`, 'health-database', 'The database does not answer. See DATABASE_URL.'),
    timed(
      requireMigrated,
      'health-migrations',
      'The database lacks the tables of this version. Run the migrations: npm start does it.',
    ),
    pingQueue(),
    checkMachines(),
  ])
  const checks = { database, redis, ...machines, migrations }
  const isReady = database.status === 'ok' && migrations.status === 'ok'
  const isWhole = Object.values(checks).every(({ status }) => status === 'ok')
  return { status: !isReady ? 'down' : isWhole ? 'ok' : 'degraded', version, checks }
}

async function requireMigrated() {
  const found = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM _prisma_migrations
    WHERE migration_name = ${latestMigration} AND finished_at IS NOT NULL AND rolled_back_at IS NULL`
  if (found.length === 0) throw new Error(`${latestMigration} is not applied`)
}

async function checkMachines(): Promise<{ worker: Check; docker: Check; proxy: Check }> {
  const start = performance.now()
  const reports = await withinPatience(latestReports()).catch(() => [])
  const latencyMs = Math.round(performance.now() - start)
  if (reports.length === 0) {
    const unknown = { status: 'down' as const, latencyMs, key: 'health-no-report', message: 'No worker says how it is.' }
    const worker = { ...unknown, key: 'health-worker', message: 'No worker is running. Start one with npm start.' }
    return { worker, docker: unknown, proxy: unknown }
  }
  // One worker that reaches a machine shows that the machine is there; deployments go through that worker.
  const best = (checks: MachineCheck[]) => checks.find(({ status }) => status === 'ok') ?? (checks[0] as MachineCheck)
  return {
    worker: { status: 'ok', latencyMs },
    docker: viewCheck(best(reports.map(({ docker }) => docker))),
    proxy: viewCheck(best(reports.map(({ proxy }) => proxy))),
  }
}

const viewCheck = ({ status, latencyMs, message, key, params }: MachineCheck): Check => ({
  status,
  latencyMs: Math.round(latencyMs),
  ...(message && { message, key, params }),
})

async function timed(work: () => Promise<unknown>, key: string, message: string): Promise<Check> {
  const start = performance.now()
  const latencyMs = () => Math.round(performance.now() - start)
  try {
    await withinPatience(work())
    return { status: 'ok', latencyMs: latencyMs() }
  } catch {
    return { status: 'down', latencyMs: latencyMs(), key, message }
  }
}

async function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs)
  })
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer))
}
