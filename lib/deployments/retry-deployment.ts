import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { DomainError } from '@/lib/errors'
import { getDeploymentRow } from './get-row'
import { insertDeployment } from './insert-deployment'
import { isPending } from './status'

/** A new deployment of the same content: the same commits where they were resolved, else the same request. */
export async function retryDeployment(actor: Actor, id: string) {
  const { environment, application, release, resource, ...deployment } = await getDeploymentRow(actor, id)
  requireCan(actor, deployment.kind === 'rollback' ? 'deployment.rollback' : 'deployment.deploy', resource)
  if (isPending(deployment.status)) {
    throw new DomainError('conflict', 'This deployment is not over yet. Cancel it, or wait for its end.', {
      reason: 'not-finished',
    })
  }
  return insertDeployment(actor, { ...environment, application }, deployment.kind, async () => ({
    requestedBranches: (release?.branches ?? deployment.requestedBranches) as object[],
    requestedBaseSha: release?.baseSha ?? deployment.requestedBaseSha,
    sourceId: deployment.kind === 'deploy' || deployment.kind === 'withdraw' ? deployment.id : deployment.sourceId,
    ...(deployment.kind === 'rollback' || deployment.kind === 'restart'
      ? { releaseId: deployment.releaseId, imageId: deployment.imageId }
      : {}),
    note: deployment.note,
    skipTest: deployment.skipTest,
  }))
}
