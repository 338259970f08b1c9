import { orNotFound } from '@/app/_server/or-not-found'
import type { Awaited } from '@/components/deployments/step-rail'
import type { Actor } from '@/lib/access/actor'
import { can } from '@/lib/access/can'
import { findAwaited } from '@/lib/deployments/awaited'
import { compareDeployments } from '@/lib/deployments/compare-deployments'
import { numbersOf } from '@/lib/deployments/numbers'
import { getDeploymentByNumber } from '@/lib/deployments/queries'
import { listRollbackTargets } from '@/lib/deployments/rollback-targets'
import { getUsualDurations, getUsualRollbackMs } from '@/lib/deployments/usual-durations'
import { getEnvironment, getEnvironmentView } from '@/lib/environments/queries'

const tabs = ['log', 'changes', 'details'] as const
export type Tab = (typeof tabs)[number]

export const tabIn = ({ tab }: Record<string, string | string[] | undefined>): Tab => tabs.find((name) => name === tab) ?? 'log'

/** Everything the page of a deployment shows, read as the actor. */
export async function readDeploymentPage(actor: Actor, number: number, tab: Tab) {
  const deployment = await orNotFound(getDeploymentByNumber(actor, number))
  const place = { application: deployment.application, environment: deployment.environment }
  const [{ resource, environment }, view, usual, numbers, awaited] = await Promise.all([
    getEnvironment(actor, place.application, place.environment),
    getEnvironmentView(actor, place.application, place.environment),
    getUsualDurations(actor, deployment.id),
    numbersOf(actor, [deployment.source, deployment.replaces]),
    deployment.status === 'awaiting_approval' ? findAwaited(actor, deployment.id) : null,
  ])
  const before = deployment.replaces ?? (view.live?.id === deployment.id ? null : (view.live?.id ?? null))
  const mayRollBack = deployment.status === 'live' && can(actor, 'deployment.rollback', resource)
  const [changes, targets, usualRollbackMs] = await Promise.all([
    tab === 'changes' && before && deployment.release ? compareDeployments(actor, before, deployment.id) : null,
    mayRollBack ? listRollbackTargets(actor, place) : [],
    mayRollBack ? getUsualRollbackMs(actor, place) : null,
  ])
  return {
    deployment,
    environment: { name: environment.name, tier: environment.tier },
    applicationId: resource.applicationId,
    live: view.live?.number ?? null,
    usual,
    usualRollbackMs,
    numbers,
    awaited: awaited satisfies Awaited | null,
    changes,
    targets,
    may: {
      cancel: can(actor, 'deployment.cancel', { ...resource, ownerId: deployment.requestedBy.id }),
      retry: can(actor, deployment.kind === 'rollback' ? 'deployment.rollback' : 'deployment.deploy', resource),
      approve: can(actor, 'deployment.approve', resource) && deployment.requestedBy.id !== actor.userId,
    },
    servedAt: Date.now(),
  }
}
