import { systemActor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { insertDeployment } from '@/lib/deployments/insert-deployment'
import type { Settling } from './settle-deployment'

/** Automatic return to what a dead release had replaced: a rollback asked for by the platform itself, once however often this runs. */
export async function goBack({ id, number, replacesId, environment }: Settling) {
  const target = replacesId ? await db.deployment.findUnique({ where: { id: replacesId } }) : null
  if (!target?.releaseId || !target.imageId) return
  const actor = { ...systemActor, intention: `system:return:${id}` }
  const { requestedBranches, releaseId, imageId } = target
  await insertDeployment(actor, environment, 'rollback', async () => ({
    requestedBranches: requestedBranches ?? [],
    sourceId: target.id,
    releaseId,
    imageId,
    note: `#${number} died after the switch.`,
  }))
}
