import { rolesIn } from '@/lib/access/roles-in'
import type { db, Tx } from '@/lib/db'
import { Policy } from '@/lib/environments/input'
import type { Deployment, Environment } from '@/prisma/generated/client'
import { type ApprovedThing, isSameThing, missingApprovals } from './rules'

type Client = Tx | typeof db

/** What an approval of this deployment would be bound to now: its release, its image, and what is live. */
export async function thingToApprove(
  client: Client,
  deployment: Deployment & { release: { digest: string } | null },
): Promise<ApprovedThing | null> {
  if (!deployment.release) return null
  const live = await client.deployment.findFirst({
    where: { environmentId: deployment.environmentId, status: 'live' },
    select: { id: true },
  })
  return { digest: deployment.release.digest, imageId: deployment.imageId, replacesId: live?.id ?? null }
}

/** How many approvals each rule still waits for, counting only people who may approve at this moment. */
export async function stillMissing(
  client: Client,
  environment: Environment,
  deployment: Deployment,
  thing: ApprovedThing,
): Promise<number[]> {
  const rules = Policy.parse(environment.policy).approvals
  const approvals = await client.approval.findMany({
    where: { deploymentId: deployment.id, decision: 'approved', voidedAt: null },
    include: { user: { select: { isDisabled: true, memberships: true } } },
  })
  const given = approvals
    .filter(({ user }) => !user.isDisabled)
    .map(({ user, ...approval }) => ({ ...approval, roles: rolesIn(user.memberships, environment) }))
  return missingApprovals(rules, given, thing, deployment.requestedById, new Date())
}

/** Marks approvals that were given to something else, with the reason that the page shows. */
export async function voidStale(client: Client, deployment: Deployment, thing: ApprovedThing) {
  const given = await client.approval.findMany({ where: { deploymentId: deployment.id, decision: 'approved', voidedAt: null } })
  const stale = given.filter((approval) => !isSameThing(approval, thing))
  for (const approval of stale) {
    const voidReason =
      approval.digest !== thing.digest ? 'digest-changed' : approval.imageId !== thing.imageId ? 'image-changed' : 'live-changed'
    await client.approval.update({ where: { id: approval.id }, data: { voidedAt: new Date(), voidReason } })
  }
  return stale.length
}
