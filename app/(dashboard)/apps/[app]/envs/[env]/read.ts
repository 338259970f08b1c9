import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_server/or-not-found'
import type { Actor } from '@/lib/access/actor'
import { can } from '@/lib/access/can'
import { listPeople, whoMay } from '@/lib/access/people'
import type { Place } from '@/lib/deployments/input'
import { listPending } from '@/lib/deployments/list-pending'
import { numbersOf } from '@/lib/deployments/numbers'
import { listDeployments } from '@/lib/deployments/queries'
import { listRollbackTargets } from '@/lib/deployments/rollback-targets'
import { getUsualRollbackMs } from '@/lib/deployments/usual-durations'
import { listReplicas } from '@/lib/environments/list-replicas'
import { compareWithHeads } from '@/lib/environments/live-branches'
import { getEnvironment, listEnvironments } from '@/lib/environments/queries'

/** Everything the page of an environment shows, read as the actor. */
export async function readEnvironmentPage(actor: Actor, place: Place) {
  const { application, resource } = await orNotFound(getEnvironment(actor, place.application, place.environment))
  const line = await listEnvironments(actor, place.application)
  const at = line.findIndex(({ slug }) => slug === place.environment)
  const environment = line[at]
  if (!environment) notFound()
  const release = environment.live?.release
  const [pending, history, replicas, branches, targets, usualRollbackMs] = await Promise.all([
    listPending(actor, place),
    listDeployments(actor, { ...place, limit: 25 }),
    listReplicas(actor, place),
    compareWithHeads(application, release ? [...release.branches, release.base] : []),
    listRollbackTargets(actor, place),
    getUsualRollbackMs(actor, place),
  ])
  const sources = [...history.items, ...pending, ...(environment.live ? [environment.live] : [])]
  const [numbers, people] = await Promise.all([
    numbersOf(
      actor,
      sources.flatMap(({ source, replaces }) => [source, replaces]),
    ),
    listPeople(actor, application.id),
  ])
  const next = line[at + 1] ?? null
  return {
    environment,
    next: next && { slug: next.slug, name: next.name, tier: next.tier, asksApproval: next.policy.approvals.length > 0 },
    pending,
    history,
    replicas,
    branches,
    targets,
    usualRollbackMs,
    numbers,
    owner: people.find(({ id }) => id === environment.ownerId)?.name ?? null,
    /** Who can give a right that the reader has not. */
    granters: whoMay(people, 'member.update', { applicationId: application.id })
      .map(({ name }) => name)
      .slice(0, 3),
    may: {
      deploy: can(actor, 'deployment.deploy', resource),
      promote: next !== null && can(actor, 'deployment.promote', { ...resource, tier: next.tier }),
      withdraw: can(actor, 'deployment.withdraw', resource),
      restart: can(actor, 'deployment.restart', resource),
      stop: can(actor, 'environment.stop', resource),
      rollBack: can(actor, 'deployment.rollback', resource),
    },
  }
}

export type EnvironmentPage = Awaited<ReturnType<typeof readEnvironmentPage>>
