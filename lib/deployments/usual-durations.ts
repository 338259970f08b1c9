import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { db, Prisma } from '@/lib/db'
import { getEnvironment } from '@/lib/environments/queries'
import type { Place } from './input'
import { getReadable } from './list-lines'
import type { UsualDurations } from './progress'
import type { StepName } from './status'

const lastReleases = 10
const percentiles = Prisma.raw(`percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::float8 AS "medianMs",
  percentile_cont(0.9) WITHIN GROUP (ORDER BY ms)::float8 AS "p90Ms"`)

/** What the steps of a deployment usually take: the last ten of its kind in its environment that became live before it. */
export async function getUsualDurations(actor: Actor, id: string): Promise<UsualDurations> {
  await getReadable(actor, id)
  const rows = await db.$queryRaw<{ name: StepName | null; medianMs: number; p90Ms: number }[]>`
    WITH last AS (
      SELECT o.id FROM "Deployment" d JOIN "Deployment" o ON o."environmentId" = d."environmentId" AND o.kind = d.kind
      WHERE d.id = ${id}::uuid AND o.number < d.number AND o."liveAt" IS NOT NULL ORDER BY o.number DESC LIMIT ${lastReleases}),
    spent AS (
      SELECT s."deploymentId", s.name, extract(epoch FROM s."finishedAt" - s."startedAt") * 1000 AS ms
      FROM "DeploymentStep" s JOIN last ON last.id = s."deploymentId" WHERE s.status = 'done' AND s."finishedAt" IS NOT NULL),
    work AS (SELECT sum(ms) AS ms FROM spent WHERE name NOT IN ('approve', 'drain') GROUP BY "deploymentId")
    SELECT name, ${percentiles} FROM spent GROUP BY name
    UNION ALL SELECT NULL, ${percentiles} FROM work HAVING count(*) > 0`
  const total = rows.find(({ name }) => name === null)
  return {
    steps: Object.fromEntries(rows.flatMap(({ name, ...times }) => (name ? [[name, times]] : []))),
    totalMs: total ? { medianMs: total.medianMs, p90Ms: total.p90Ms } : null,
  }
}

/** What going back to an earlier release from its image usually takes in an environment; null: nobody did so yet. */
export async function getUsualRollbackMs(actor: Actor, place: Place): Promise<number | null> {
  const { environment, application } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'deployment.read', { applicationId: application.id })
  const [row] = await db.$queryRaw<{ ms: number | null }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::float8 AS ms FROM (
      SELECT extract(epoch FROM "liveAt" - "startedAt") * 1000 AS ms FROM "Deployment"
      WHERE "environmentId" = ${environment.id}::uuid AND kind IN ('rollback', 'restart') AND "liveAt" IS NOT NULL
      ORDER BY number DESC LIMIT ${lastReleases}) last`
  return row?.ms ?? null
}
