import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { rolesIn } from '@/lib/access/roles-in'
import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { Policy } from '@/lib/environments/input'
import { DomainError } from '@/lib/errors'
import { announce } from '@/lib/events'
import { ring } from '@/lib/queue'
import { stillMissing, thingToApprove, voidStale } from './approvals'
import { getDeploymentRow } from './get-row'
import type { ApproveInput } from './input'
import { moveDeployment } from './move-deployment'
import { countsFor } from './rules'
import { deploymentInclude, viewDeployment } from './view'

/** A yes to exactly this digest, image and replaced deployment. The last one needed sends the deployment on. */
export async function approveDeployment(actor: Actor, id: string, input: ApproveInput) {
  const { environment, application: _, ...deployment } = await getDeploymentRow(actor, id)
  requireCan(actor, 'deployment.approve', { applicationId: environment.applicationId, tier: environment.tier })
  const userId = requirePerson(actor)
  const isOver = await db.$transaction(async (tx) => {
    const [locked] = await tx.$queryRaw<{ status: string }[]>`SELECT status FROM "Deployment" WHERE id = ${id}::uuid FOR UPDATE`
    if (locked?.status !== 'awaiting_approval') {
      throw new DomainError('conflict', 'This deployment does not wait for approval any more. Look at its page.', {
        reason: 'moved-on',
      })
    }
    const thing = await thingToApprove(tx, deployment)
    if (!thing || thing.digest !== input.digest) {
      throw new DomainError('conflict', 'This is not the release you looked at. Read what changes now, then decide again.', {
        reason: 'digest-changed',
      })
    }
    requireCounts(actor, userId, environment, deployment.requestedById)
    await voidStale(tx, deployment, thing)
    const again = await tx.approval.findFirst({ where: { deploymentId: id, userId, decision: 'approved', voidedAt: null } })
    if (!again)
      await tx.approval.create({ data: { deploymentId: id, userId, decision: 'approved', comment: input.comment, ...thing } })
    const missing = await stillMissing(tx, environment, deployment, thing)
    const isApproved = missing.every((count) => count === 0)
    if (isApproved) await moveDeployment(tx, actor, id, 'queued')
    await announce(tx, {
      type: 'deployment',
      deploymentId: id,
      environmentId: environment.id,
      applicationId: environment.applicationId,
    })
    await recordEvent(tx, actor, 'deployment.approve', {
      resource: `deployment #${deployment.number}`,
      applicationId: environment.applicationId,
      environmentId: environment.id,
      after: { ...thing, comment: input.comment },
    })
    return isApproved
  })
  if (isOver) await ring('deployments', { deploymentId: id })
  return viewDeployment(await db.deployment.findUniqueOrThrow({ where: { id }, include: deploymentInclude }))
}

export function requirePerson(actor: Actor): string {
  if (actor.userId) return actor.userId
  throw new DomainError('not-allowed', 'Only a person can decide about an approval.', { key: 'person-only' })
}

function requireCounts(
  actor: Actor,
  userId: string,
  environment: Parameters<typeof stillMissing>[1],
  requestedById: string | null,
) {
  const rules = Policy.parse(environment.policy).approvals
  const person = { userId, roles: rolesIn(actor.memberships, environment) }
  if (rules.some((rule) => countsFor(rule, person, requestedById))) return
  if (userId === requestedById) {
    throw new DomainError('not-allowed', 'You asked for this deployment, so somebody else must approve it.', {
      reason: 'own-request',
    })
  }
  throw new DomainError('not-allowed', 'The rules of this environment ask other people for approval.', {
    reason: 'not-an-approver',
  })
}
