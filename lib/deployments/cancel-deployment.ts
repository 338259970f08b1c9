import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import { announce } from '@/lib/events'
import type { DeploymentStatus } from '@/prisma/generated/enums'
import { getDeploymentRow } from './get-row'
import { moveDeployment } from './move-deployment'
import { canCancel, isActive } from './status'
import { deploymentInclude, viewDeployment } from './view'

/** Asks for the end of a deployment. One that waits ends here; one that runs is ended by its worker before the switch. Asking twice is fine. */
export async function cancelDeployment(actor: Actor, id: string) {
  const deployment = await getDeploymentRow(actor, id)
  requireCan(actor, 'deployment.cancel', deployment.resource)
  requireTime(deployment.status)
  await db.$transaction(async (tx) => {
    const [locked] = await tx.$queryRaw<{ status: typeof deployment.status; cancelRequestedAt: Date | null }[]>`
      SELECT status, "cancelRequestedAt" FROM "Deployment" WHERE id = ${id}::uuid FOR UPDATE`
    if (!locked) return
    // It may have gone live while this waited for the row.
    requireTime(locked.status)
    if (!canCancel(locked.status) || locked.cancelRequestedAt) return
    await tx.deployment.update({ where: { id }, data: { cancelRequestedAt: new Date(), cancelRequestedById: actor.userId } })
    if (!isActive(locked.status)) {
      await moveDeployment(tx, actor, id, 'cancelled')
      return
    }
    await announce(tx, { type: 'cancel', deploymentId: id })
    await recordEvent(tx, actor, 'deployment.cancel', {
      resource: `deployment #${deployment.number}`,
      applicationId: deployment.applicationId,
      environmentId: deployment.environmentId,
    })
  })
  return viewDeployment(await db.deployment.findUniqueOrThrow({ where: { id }, include: deploymentInclude }))
}

function requireTime(status: DeploymentStatus) {
  if (canCancel(status) || status === 'cancelled') return
  throw new DomainError('conflict', 'It is too late to cancel: this deployment is over. If it is live, roll back instead.', {
    reason: 'too-late',
  })
}
