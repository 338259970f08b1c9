import type { db } from '@/lib/db'
import { Prisma, type Tx } from '@/lib/db'
import { isPending } from './status'
import type { DeploymentRow } from './view'

export interface Waiting {
  queuePosition: number | null
  etaMs: number | null
}

const nothing: Waiting = { queuePosition: null, etaMs: null }

const lastReleases = 10

/**
 * For deployments that are not over: how many go first, plus one, and how long they still work until they are live, judged
 * by the steps of the environment's last ten, without waiting for people. One query whatever their number; what is over, or
 * has no example, stays null.
 */
export async function waitingOf(client: Tx | typeof db, rows: DeploymentRow[]): Promise<(id: string) => Waiting> {
  const pending = rows.filter(({ status }) => isPending(status))
  if (pending.length === 0) return () => nothing
  const ids = Prisma.join(pending.map(({ id }) => Prisma.sql`${id}::uuid`))
  const found = await client.$queryRaw<{ id: string; position: number; usualMs: number | null; spentMs: number | null }[]>`
    SELECT d.id,
      (SELECT count(*)::int + 1 FROM "Deployment" o WHERE o."environmentId" = d."environmentId"
        AND (o.status IN ('running', 'holding') OR (o.status = 'queued' AND o.number < d.number))) AS position,
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY usual.ms) FROM (
        SELECT sum(${durationMs('s')}) AS ms FROM "DeploymentStep" s JOIN (
          SELECT o.id FROM "Deployment" o WHERE o."environmentId" = d."environmentId" AND o.kind = d.kind AND o."liveAt" IS NOT NULL
          ORDER BY o.number DESC LIMIT ${lastReleases}) last ON last.id = s."deploymentId"
        WHERE s.name NOT IN ('approve', 'drain') GROUP BY s."deploymentId") usual)::float8 AS "usualMs",
      (SELECT sum(${durationMs('s')}) FROM "DeploymentStep" s
        WHERE s."deploymentId" = d.id AND s.name NOT IN ('approve', 'drain'))::float8 AS "spentMs"
    FROM "Deployment" d WHERE d.id IN (${ids})`
  const statusOf = new Map(pending.map(({ id, status }) => [id, status]))
  const waiting = new Map(
    found.map(({ id, position, usualMs, spentMs }): [string, Waiting] => [
      id,
      {
        queuePosition: statusOf.get(id) === 'queued' ? position : null,
        etaMs: usualMs === null ? null : Math.max(0, Math.round(usualMs - (spentMs ?? 0))),
      },
    ]),
  )
  return (id) => waiting.get(id) ?? nothing
}

/** The database's clock on both ends, so that a page on another machine says the same. */
const durationMs = (step: string) =>
  Prisma.raw(`extract(epoch FROM coalesce(${step}."finishedAt", now()) - ${step}."startedAt") * 1000`)
