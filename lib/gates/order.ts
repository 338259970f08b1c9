import { db } from '@/lib/db'
import { isSameSet } from '@/lib/deployments/rules'
import type { Policy } from '@/lib/environments/input'
import type { BranchPin } from '@/lib/releases/release'
import type { Environment } from '@/prisma/generated/client'
import type { Candidate } from './evaluate-gates'
import { block, type Gate, pass } from './gate'

/** The environments a release must be live in first. Before the merge its set is compared, after it the commit itself. */
export async function orderGate(environment: Environment, policy: Policy, candidate: Candidate): Promise<Gate[]> {
  if (policy.requireLiveIn.length === 0) return [pass('order', 'order-none', 'It need not have run anywhere else first.')]
  const before = await db.environment.findMany({
    where: { applicationId: environment.applicationId, slug: { in: policy.requireLiveIn.map((rule) => rule.environment) } },
    select: {
      slug: true,
      deployments: { where: { status: 'live' }, select: { liveAt: true, release: { select: { commit: true, branches: true } } } },
    },
  })
  return policy.requireLiveIn.map((rule): Gate => {
    const live = before.find(({ slug }) => slug === rule.environment)?.deployments[0]
    const where = { environment: rule.environment }
    if (!live?.release) {
      return block(
        'order',
        'order-nothing-live',
        `This must run in ${rule.environment} first, and nothing is live there. Deploy it there, then promote it.`,
        where,
      )
    }
    const isSame = candidate.commit
      ? live.release.commit === candidate.commit
      : isSameSet(candidate.branches, live.release.branches as unknown as BranchPin[]) &&
        pinsAgree(candidate.branches, live.release.branches as unknown as BranchPin[])
    if (!isSame) {
      return block(
        'order',
        'order-other-live',
        `This must run in ${rule.environment} first, and something else is live there. Deploy this set there, then promote it.`,
        where,
      )
    }
    const liveForMs = Date.now() - (live.liveAt?.getTime() ?? Date.now())
    if (liveForMs < rule.forMs) {
      const minutes = Math.ceil((rule.forMs - liveForMs) / 60_000)
      return block('order', 'order-too-young', `This must run in ${rule.environment} for ${minutes} more minutes.`, {
        ...where,
        minutes,
      })
    }
    return pass('order', 'order-live', `The same is live in ${rule.environment}.`, where)
  })
}

const pinsAgree = (wanted: BranchPin[], live: BranchPin[]) => wanted.every(({ sha }, index) => !sha || sha === live[index]?.sha)
