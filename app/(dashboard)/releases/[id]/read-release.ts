import { orNotFound } from '@/app/_server/or-not-found'
import type { Actor } from '@/lib/access/actor'
import { getApplication } from '@/lib/applications/queries'
import { compareDeployments } from '@/lib/deployments/compare-deployments'
import { getDeployment, listDeployments } from '@/lib/deployments/queries'
import { isPending } from '@/lib/deployments/status'
import type { DeploymentView } from '@/lib/deployments/view'
import { getEnvironmentView } from '@/lib/environments/queries'
import { approvalOf } from '../approval-of'
import { readChanges } from '../read-changes'

/** Everything somebody wants to know before saying yes, from what is stored now. */
export async function readRelease(actor: Actor, id: string) {
  const deployment = await orNotFound(getDeployment(actor, id))
  const [application, environment, { items: recent }] = await Promise.all([
    getApplication(actor, deployment.application),
    getEnvironmentView(actor, deployment.application, deployment.environment),
    listDeployments(actor, { application: deployment.application, limit: 200 }),
  ])
  // While it waits, what is live counts; afterwards, what it replaced or would have replaced.
  const replacesId = isPending(deployment.status) ? (environment.live?.id ?? null) : deployment.replaces
  const [comparison, replaced] = await Promise.all([
    deployment.release && replacesId ? compareDeployments(actor, replacesId, id) : null,
    replacesId === environment.live?.id ? environment.live : replacesId ? getDeployment(actor, replacesId) : null,
  ])
  return {
    application,
    environment,
    deployment,
    replaced,
    comparison,
    changes: deployment.release && (await readChanges(application.id, deployment.release, replaced?.release ?? null)),
    approval: approvalOf(actor, deployment, environment, application.id),
    tested: testedIn(deployment, recent),
    liveThisWeek: recent.filter((other) => wasLiveWithinAWeekBefore(deployment, other)).length,
  }
}

/** The newest success of the same commit in each other environment. */
function testedIn(deployment: DeploymentView, recent: DeploymentView[]) {
  const same = recent.filter(
    ({ environment, release, liveAt }) =>
      environment !== deployment.environment && liveAt && release && release.commit === deployment.release?.commit,
  )
  return same.filter(({ environment }, index) => same.findIndex((other) => other.environment === environment) === index)
}

const weekMs = 7 * 86_400_000

/** In the same environment, within seven days before this one went live, or before now when it is not. */
function wasLiveWithinAWeekBefore({ id, environment, liveAt }: DeploymentView, other: DeploymentView) {
  if (other.id === id || other.environment !== environment || !other.liveAt) return false
  const ageMs = (liveAt ? Date.parse(liveAt) : Date.now()) - Date.parse(other.liveAt)
  return ageMs > 0 && ageMs < weekMs
}

export type ReleasePage = Awaited<ReturnType<typeof readRelease>>
