import { db } from '@/lib/db'
import { ring } from '@/lib/queue'

/**
 * Rings for every row that waits: the first of each environment's queue, runs whose worker went silent, and releases not
 * yet settled. So the queue may lose everything at any moment, and nothing is lost.
 */
export async function ringQueue() {
  const waiting = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT ON (d."environmentId") d.id FROM "Deployment" d
    WHERE (d.status = 'queued' OR (d.status = 'running' AND (d."leaseUntil" IS NULL OR d."leaseUntil" < now())))
      AND NOT EXISTS (
        SELECT 1 FROM "Deployment" active WHERE active."environmentId" = d."environmentId" AND active.id <> d.id AND active.status IN ('running', 'holding'))
    ORDER BY d."environmentId", d.status DESC, d.number`
  for (const { id } of waiting) await ring('deployments', { deploymentId: id })
  const unsettled = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Deployment" WHERE "liveAt" IS NOT NULL AND "settledAt" IS NULL AND ("leaseUntil" IS NULL OR "leaseUntil" < now())`
  for (const { id } of unsettled) await ring('housekeeping', { settleDeployment: id })
}
