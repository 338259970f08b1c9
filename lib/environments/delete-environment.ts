import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { recordEvent } from '@/lib/audit/record-event'
import { db, type Tx } from '@/lib/db'
import type { Place } from '@/lib/deployments/input'
import { DomainError } from '@/lib/errors'
import { announce } from '@/lib/events'
import { ring } from '@/lib/queue'
import type { Environment } from '@/prisma/generated/client'
import { Policy } from './input'
import { getEnvironment } from './queries'

/**
 * Removes an environment with its history. The rows go first; containers, networks and routes that no row names any more
 * are removed by the worker, now or with its next sweep.
 */
export async function deleteEnvironment(actor: Actor, place: Place) {
  const { application, environment, resource } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'environment.delete', resource)
  await db.$transaction(async (tx) => {
    await requireNothingActive(tx, [environment])
    await requireNotReferred(tx, environment)
    await tx.environment.delete({ where: { id: environment.id } })
    await announce(tx, { type: 'application', applicationId: application.id })
    await recordEvent(tx, actor, 'environment.delete', {
      resource: `environment ${application.slug}/${environment.slug}`,
      applicationId: application.id,
      environmentId: environment.id,
      before: { slug: environment.slug, tier: environment.tier, domain: environment.domain },
    })
  })
  await ring('housekeeping', { cleanUp: environment.id })
}

/** Locks the environments' rows first: a worker that is about to take a deployment waits, and then finds none. */
export async function requireNothingActive(tx: Tx, environments: Pick<Environment, 'id'>[]) {
  const ids = environments.map(({ id }) => id)
  await tx.$queryRaw`SELECT id FROM "Environment" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
  const active = await tx.deployment.findFirst({
    where: { environmentId: { in: ids }, status: { in: ['running', 'holding'] } },
    select: { number: true, environment: { select: { slug: true } } },
  })
  if (!active) return
  throw new DomainError(
    'conflict',
    `Deployment #${active.number} is running in ${active.environment.slug}. Cancel it or wait for its end, then delete again.`,
    { reason: 'deployment-active', params: { number: active.number, environment: active.environment.slug } },
  )
}

/** A policy that names an environment which is gone could never be met, and silently dropping the rule would weaken it. */
async function requireNotReferred(tx: Tx, { id, applicationId, slug }: Environment) {
  const others = await tx.environment.findMany({
    where: { applicationId, id: { not: id } },
    select: { slug: true, policy: true },
  })
  const referring = others.find(({ policy }) => Policy.parse(policy).requireLiveIn.some((rule) => rule.environment === slug))
  if (!referring) return
  throw new DomainError(
    'conflict',
    `The policy of ${referring.slug} asks that releases run in ${slug} first. Change that policy, then delete again.`,
    { reason: 'environment-required', params: { environment: slug, by: referring.slug } },
  )
}
