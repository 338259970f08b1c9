import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { db } from '@/lib/db'
import { requirePerson } from './approve-deployment'
import { getDeploymentRow } from './get-row'
import type { RejectInput } from './input'
import { moveDeployment } from './move-deployment'
import { deploymentInclude, viewDeployment } from './view'

/** A no with its reason ends the deployment. */
export async function rejectDeployment(actor: Actor, id: string, { comment }: RejectInput) {
  const { environment, ...deployment } = await getDeploymentRow(actor, id)
  requireCan(actor, 'deployment.approve', { applicationId: environment.applicationId, tier: environment.tier })
  const userId = requirePerson(actor)
  await db.$transaction(async (tx) => {
    await tx.approval.create({
      data: {
        deploymentId: id,
        userId,
        decision: 'rejected',
        comment,
        digest: deployment.release?.digest ?? '',
        imageId: deployment.imageId,
        replacesId: deployment.replacesId,
      },
    })
    await moveDeployment(tx, actor, id, 'rejected', {
      data: { errorCode: 'rejected', errorMessage: comment, errorStep: 'approve' },
      audit: { comment },
    })
  })
  return viewDeployment(await db.deployment.findUniqueOrThrow({ where: { id }, include: deploymentInclude }))
}
