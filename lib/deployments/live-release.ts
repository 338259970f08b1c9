import type { db, Tx } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import type { BranchPin } from '@/lib/releases/release'

/** The live deployment of an environment with its release; throws when nothing is live there. */
export async function requireLive(client: Tx | typeof db, environmentId: string, name: string) {
  const live = await client.deployment.findFirst({ where: { environmentId, status: 'live' }, include: { release: true } })
  if (!live?.release) {
    throw new DomainError('conflict', `Nothing is live in ${name}. Deploy something there first.`, {
      reason: 'nothing-live',
      params: { environment: name },
    })
  }
  const { release } = live
  return { live, release, branches: release.branches as unknown as Required<BranchPin>[] }
}
