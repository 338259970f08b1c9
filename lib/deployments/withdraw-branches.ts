import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { getEnvironment } from '@/lib/environments/queries'
import { DomainError } from '@/lib/errors'
import type { Place, WithdrawInput } from './input'
import { insertDeployment } from './insert-deployment'
import { requireLive } from './live-release'

/** Rebuilds the live set without some branches: same base, same commits, nothing reverted. */
export async function withdrawBranches(actor: Actor, place: Place, input: WithdrawInput) {
  const { application, environment, resource } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'deployment.withdraw', resource)
  return insertDeployment(actor, { ...environment, application }, 'withdraw', async (tx) => {
    const { live, release, branches } = await requireLive(tx, environment.id, environment.slug)
    const strangers = input.branches.filter((name) => !branches.some((branch) => branch.name === name))
    if (strangers.length > 0) {
      const names = strangers.join(', ')
      throw new DomainError('conflict', `Not in ${environment.slug}: ${names}. Withdraw only branches that are live there.`, {
        reason: 'not-in-set',
        params: { names },
      })
    }
    return {
      requestedBranches: branches.filter(({ name }) => !input.branches.includes(name)),
      requestedBaseSha: release.baseSha,
      basedOnId: live.id,
      note: input.note,
    }
  })
}
