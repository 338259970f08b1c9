import { db } from '@/lib/db'
import { ring } from '@/lib/queue'

/** An environment's place is free: rings for the one that asked first. */
export async function ringNext(environmentId: string) {
  const next = await db.deployment
    .findFirst({ where: { environmentId, status: 'queued' }, orderBy: { number: 'asc' }, select: { id: true } })
    .catch(() => null)
  if (next) await ring('deployments', { deploymentId: next.id })
}

export const ringSettle = (deploymentId: string) => ring('housekeeping', { settleDeployment: deploymentId })

/** Containers of a deployment that is over wait for their removal. */
export const ringMatch = (environmentId: string) => ring('housekeeping', { matchEnvironment: environmentId })
