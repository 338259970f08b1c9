import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { db } from '@/lib/db'
import { DeployInput } from '@/lib/deployments/input'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import type { StepName } from '@/lib/deployments/status'
import type { TestApplication, TestInstallation } from './installation'

// Tests that want a worker at an exact place hold a row that it is about to write: it waits there until they let go.

export interface Hold {
  /** Resolves when somebody waits for the row. */
  awaited(): Promise<void>
  release(): Promise<void>
}

/** Holds the rows that `query` locks, from a connection of its own. */
export async function hold(query: string, values: unknown[]): Promise<Hold> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  // A test may cut this connection too.
  client.on('error', () => {})
  await client.connect()
  await client.query('BEGIN')
  const { rowCount } = await client.query(query, values)
  if (!rowCount) throw new Error(`no row to hold: ${query}`)
  const [{ pid }] = (await client.query('SELECT pg_backend_pid() AS pid')).rows
  return {
    async awaited() {
      for (const end = Date.now() + 20_000; Date.now() < end; await wait(10)) {
        const waiting = await db.$queryRaw<
          object[]
        >`SELECT 1 FROM pg_stat_activity WHERE ${pid}::int = ANY(pg_blocking_pids(pid))`
        if (waiting.length > 0) return
      }
      throw new Error(`nobody came to wait for: ${query}`)
    },
    release: () => client.end(),
  }
}

export const holdEnvironment = (id: string) => hold('SELECT 1 FROM "Environment" WHERE id = $1 FOR NO KEY UPDATE', [id])
export const holdDeployment = (id: string) => hold('SELECT 1 FROM "Deployment" WHERE id = $1 FOR UPDATE', [id])
const holdStep = (id: string, step: StepName) =>
  hold('SELECT 1 FROM "DeploymentStep" WHERE "deploymentId" = $1 AND name = $2 FOR UPDATE', [id, step])

/** Asks for a deployment and stops its worker exactly before it begins `step`. */
export async function deployUpTo(
  { admin }: TestInstallation,
  { slug }: TestApplication,
  environment: string,
  branches: string[],
  step: StepName,
) {
  const { id: environmentId } = await db.environment.findFirstOrThrow({ where: { slug: environment, application: { slug } } })
  const start = await holdEnvironment(environmentId)
  const { id } = await requestDeployment(admin, { application: slug, environment }, DeployInput.parse({ branches }))
  const held = await holdStep(id, step)
  await start.release()
  await held.awaited()
  return { id, environmentId, release: held.release }
}
