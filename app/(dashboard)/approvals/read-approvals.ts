import { cache } from 'react'
import type { Actor } from '@/lib/access/actor'
import { getApplication } from '@/lib/applications/queries'
import { listDeployments } from '@/lib/deployments/queries'
import type { DeploymentView } from '@/lib/deployments/view'
import { listEnvironments } from '@/lib/environments/queries'
import type { EnvironmentView } from '@/lib/environments/view'
import { type ApprovalState, approvalOf } from '../releases/approval-of'

export interface WaitingApproval {
  deployment: DeploymentView
  environment: EnvironmentView
  approval: ApprovalState
}

const mostAtOnce = 200

/** What waits for approval: the reader's to decide first, and then the oldest first. Read once per request. */
export const readApprovals = cache(async (actor: Actor): Promise<WaitingApproval[]> => {
  const { items } = await listDeployments(actor, { status: 'awaiting_approval', limit: mostAtOnce })
  const slugs = [...new Set(items.map(({ application }) => application))]
  const lines = await Promise.all(slugs.map(async (slug) => [slug, await readLine(actor, slug)] as const))
  const lineOf = new Map(lines)
  const waiting = items.flatMap((deployment) => {
    const line = lineOf.get(deployment.application)
    const environment = line?.environments.find(({ slug }) => slug === deployment.environment)
    return line && environment
      ? [{ deployment, environment, approval: approvalOf(actor, deployment, environment, line.applicationId) }]
      : []
  })
  return waiting.sort((a, b) => Number(isMine(b)) - Number(isMine(a)) || a.deployment.number - b.deployment.number)
})

export const isMine = ({ approval }: WaitingApproval) => approval.mine === 'may'

async function readLine(actor: Actor, slug: string) {
  const [{ id }, environments] = await Promise.all([getApplication(actor, slug), listEnvironments(actor, slug)])
  return { applicationId: id, environments }
}
