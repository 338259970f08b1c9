import type { Actor } from '@/lib/access/actor'
import { can } from '@/lib/access/can'
import { rolesIn } from '@/lib/access/roles-in'
import type { ApplicationView } from '@/lib/applications/view'
import { countsFor } from '@/lib/deployments/rules'
import type { DeploymentView } from '@/lib/deployments/view'
import type { EnvironmentView } from '@/lib/environments/view'

const recentMs = 24 * 3_600_000

interface Seen {
  applications: ApplicationView[]
  environments: EnvironmentView[]
  awaiting: DeploymentView[]
}

/** What only this person can move on: approvals to give, and own attempts that failed within a day and nobody repeated. */
export function needsYou(actor: Actor, { applications, environments, awaiting }: Seen, now: Date) {
  const idOf = new Map(applications.map(({ slug, id }) => [slug, id]))
  const placeOf = new Map(environments.map((environment) => [`${environment.application}/${environment.slug}`, environment]))

  const approvals = awaiting.filter(({ application, environment, requestedBy, approvals: given }) => {
    const applicationId = idOf.get(application)
    const place = placeOf.get(`${application}/${environment}`)
    if (!applicationId || !place || !actor.userId) return false
    const resource = { applicationId, tier: place.tier }
    const person = { userId: actor.userId, roles: rolesIn(actor.memberships, resource) }
    const hasSpoken = given.some(({ by, voided }) => by.id === actor.userId && !voided)
    const isAsked = place.policy.approvals.some((rule) => countsFor(rule, person, requestedBy.id))
    return can(actor, 'deployment.approve', resource) && isAsked && !hasSpoken
  })
  const failures = environments.flatMap(({ lastAttempt }) => {
    const hasFailed = lastAttempt?.status === 'failed' || lastAttempt?.status === 'errored'
    const isOwn = lastAttempt?.requestedBy.id === actor.userId && actor.userId !== null
    const isRecent = now.getTime() - Date.parse(lastAttempt?.finishedAt ?? '') < recentMs
    return lastAttempt && hasFailed && isOwn && isRecent ? [lastAttempt] : []
  })
  return { approvals, failures }
}
