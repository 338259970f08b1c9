import type { Actor } from '@/lib/access/actor'
import { listPeople } from '@/lib/access/people'
import { rolesIn } from '@/lib/access/roles-in'
import { db } from '@/lib/db'
import { Policy } from '@/lib/environments/input'
import { stillMissing, thingToApprove } from './approvals'
import { getDeploymentRow } from './get-row'
import { countsFor } from './rules'

/** How many more people must say yes to a parked deployment, and who they could be. Null: it has nothing to approve yet. */
export async function findAwaited(actor: Actor, id: string): Promise<{ missing: number; names: string[] } | null> {
  const { environment, ...deployment } = await getDeploymentRow(actor, id)
  const thing = await thingToApprove(db, deployment)
  if (!thing) return null
  const [missing, people, given] = await Promise.all([
    stillMissing(db, environment, deployment, thing),
    listPeople(actor, environment.applicationId),
    db.approval.findMany({ where: { deploymentId: id, voidedAt: null }, select: { userId: true } }),
  ])
  const open = Policy.parse(environment.policy).approvals.filter((_, index) => (missing[index] ?? 0) > 0)
  const hasSpoken = new Set(given.map(({ userId }) => userId))
  const awaited = people.filter(({ id: userId, memberships }) => {
    const person = { userId, roles: rolesIn(memberships, environment) }
    return !hasSpoken.has(userId) && open.some((rule) => countsFor(rule, person, deployment.requestedById))
  })
  return { missing: missing.reduce((sum, count) => sum + count, 0), names: awaited.map(({ name }) => name).slice(0, 6) }
}
