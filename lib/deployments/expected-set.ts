import type { Actor } from '@/lib/access/actor'
import { db, type Tx } from '@/lib/db'
import { getEnvironment } from '@/lib/environments/queries'
import type { BranchPin } from '@/lib/releases/release'
import type { Place } from './input'
import { pendingStatuses } from './status'

/** What an environment is going to contain, and since which deployment: where a person's ticks begin. */
export interface ExpectedSet {
  /** null: nothing was ever live here, and nothing is on its way. */
  deploymentId: string | null
  number: number | null
  by: string | null
  isLive: boolean
  branches: BranchPin[]
}

export async function getExpectedSet(actor: Actor, place: Place): Promise<ExpectedSet> {
  const { environment } = await getEnvironment(actor, place.application, place.environment)
  return readExpectedSet(db, environment.id)
}

/** The set of the newest deployment still ahead, else of the live one; `basedOn` is compared with the same. */
export async function readExpectedSet(client: Tx | typeof db, environmentId: string): Promise<ExpectedSet> {
  const select = { id: true, number: true, status: true, requestedByName: true, requestedBranches: true } as const
  const ahead = await client.deployment.findFirst({
    where: { environmentId, status: { in: pendingStatuses }, cancelRequestedAt: null },
    orderBy: { number: 'desc' },
    select,
  })
  const newest = ahead ?? (await client.deployment.findFirst({ where: { environmentId, status: 'live' }, select }))
  if (!newest) return { deploymentId: null, number: null, by: null, isLive: false, branches: [] }
  return {
    deploymentId: newest.id,
    number: newest.number,
    by: newest.requestedByName,
    isLive: newest.status === 'live',
    branches: newest.requestedBranches as unknown as BranchPin[],
  }
}
