import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { can } from '@/lib/access/can'
import { db } from '@/lib/db'
import { notFound } from '@/lib/errors'

/** The rows behind a deployment's id, for the writes; throws not-found also for what the actor may not see. */
export async function getDeploymentRow(actor: Actor, id: string) {
  if (!z.uuid().safeParse(id).success) throw notFound('This deployment')
  const row = await db.deployment.findUnique({ where: { id }, include: { environment: true, application: true, release: true } })
  if (!row || !can(actor, 'deployment.read', { applicationId: row.applicationId })) throw notFound('This deployment')
  return { ...row, resource: { applicationId: row.applicationId, tier: row.environment.tier, ownerId: row.requestedById } }
}
