import type { Actor } from '@/lib/access/actor'
import { can } from '@/lib/access/can'
import { rolesIn } from '@/lib/access/roles-in'
import { countsFor } from '@/lib/deployments/rules'
import type { DeploymentView } from '@/lib/deployments/view'
import type { EnvironmentView } from '@/lib/environments/view'

/** What the reader has to do with an approval, and why not more. */
export type Mine = 'may' | 'own-request' | 'has-approved' | 'not-an-approver'

export interface ApprovalState {
  mine: Mine
  /** Whoever may approve may also reject, own requests included. */
  mayReject: boolean
  required: number
  /** People who said yes, and whose yes still stands. */
  given: number
  /** Null when no rule sets an end. */
  expiresAt: string | null
}

export function approvalOf(
  actor: Actor,
  deployment: DeploymentView,
  environment: Pick<EnvironmentView, 'tier' | 'policy'>,
  applicationId: string,
): ApprovalState {
  const rules = environment.policy.approvals
  const resource = { applicationId, tier: environment.tier }
  const person = { userId: actor.userId ?? '', roles: rolesIn(actor.memberships, resource) }
  const said = new Set(
    deployment.approvals.filter(({ decision, voided }) => decision === 'approved' && !voided).map(({ by }) => by.id),
  )
  const mayApprove = can(actor, 'deployment.approve', resource)
  const counts = mayApprove && rules.some((rule) => countsFor(rule, person, deployment.requestedBy.id))
  const isOwn = actor.userId !== null && deployment.requestedBy.id === actor.userId
  return {
    mine: said.has(person.userId) ? 'has-approved' : counts ? 'may' : isOwn ? 'own-request' : 'not-an-approver',
    mayReject: mayApprove,
    required: rules.reduce((sum, { required }) => sum + required, 0),
    given: said.size,
    expiresAt: expiryOf(
      deployment,
      rules.map(({ expiresMs }) => expiresMs),
    ),
  }
}

/** It waits from the approve step's start on, and for the shortest time of its rules. */
function expiryOf({ steps }: DeploymentView, expiresMs: number[]) {
  const since = steps.find(({ name }) => name === 'approve')?.startedAt
  return since && expiresMs.length > 0 ? new Date(Date.parse(since) + Math.min(...expiresMs)).toISOString() : null
}
