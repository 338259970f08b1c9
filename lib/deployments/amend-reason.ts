import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { getDeploymentRow } from './get-row'

/** A rollback asks for no reason when every second counts; this adds it afterwards. */
export async function amendReason(actor: Actor, id: string, note: string) {
  const deployment = await getDeploymentRow(actor, id)
  requireCan(actor, deployment.kind === 'rollback' ? 'deployment.rollback' : 'deployment.deploy', deployment.resource)
  await db.$transaction(async (tx) => {
    await tx.deployment.update({ where: { id }, data: { note } })
    await recordEvent(tx, actor, 'deployment.amend', {
      resource: `deployment #${deployment.number}`,
      applicationId: deployment.applicationId,
      environmentId: deployment.environmentId,
      before: { note: deployment.note },
      after: { note },
    })
  })
}
