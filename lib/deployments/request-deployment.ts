import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import type { Tx } from '@/lib/db'
import { getEnvironment } from '@/lib/environments/queries'
import { DomainError } from '@/lib/errors'
import { evaluateGates, requireOpenGates } from '@/lib/gates/evaluate-gates'
import type { BranchPin } from '@/lib/releases/release'
import type { DeployInput, Place } from './input'
import { insertDeployment } from './insert-deployment'
import { isSameSet, lostBranches } from './rules'
import { pendingStatuses } from './status'

/** Asks for an environment to contain exactly these branches on top of the base branch's head. */
export async function requestDeployment(actor: Actor, place: Place, input: DeployInput) {
  const { application, environment, resource } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'deployment.deploy', resource)
  if (input.skipTest) requireCan(actor, 'deployment.skip-test', resource)
  requireBuilt(input)
  return insertDeployment(actor, { ...environment, application }, 'deploy', async (tx) => {
    requireOpenGates(await evaluateGates(tx, environment, { branches: input.branches }))
    await requireNothingLost(tx, environment.id, input)
    return {
      requestedBranches: [...input.branches],
      basedOnId: input.basedOn ?? null,
      note: input.note,
      skipTest: input.skipTest,
    }
  })
}

function requireBuilt({ strategy, at, expiresAt, override }: DeployInput) {
  const [name] = Object.entries({ strategy, at, expiresAt, override }).find(([, value]) => value !== undefined) ?? []
  if (name) throw new DomainError('not-built', `${name} is not built in this version. Leave it out.`, { params: { name } })
}

/** Sets are absolute: two people who start from the same view would undo each other. */
async function requireNothingLost(tx: Tx, environmentId: string, { basedOn, branches }: DeployInput) {
  if (basedOn === undefined) return
  const newest = await newestSet(tx, environmentId)
  if ((newest?.id ?? null) === basedOn) return
  const seen = basedOn
    ? await tx.deployment.findFirst({ where: { id: basedOn, environmentId }, select: { requestedBranches: true } })
    : null
  const seenSet = (seen?.requestedBranches ?? []) as BranchPin[]
  const currentSet = (newest?.requestedBranches ?? []) as BranchPin[]
  if (isSameSet(seenSet, currentSet)) return
  const lost = lostBranches(branches, seenSet, currentSet)
  const what = lost.length > 0 ? `Your set would drop ${lost.join(', ')}.` : 'Your set began from an older one.'
  const by = newest ? ` #${newest.number} by ${newest.requestedByName} changed it.` : ''
  throw new DomainError(
    'conflict',
    `The set of this environment changed since you looked.${by} ${what} Look at the new set, then deploy again.`,
    {
      reason: 'set-changed',
      params: { lost: lost.join(', '), number: newest?.number ?? 0, by: newest?.requestedByName ?? '' },
    },
  )
}

/** What the environment is going to contain: the newest deployment still ahead, else the live one. */
async function newestSet(tx: Tx, environmentId: string) {
  const select = { id: true, number: true, requestedByName: true, requestedBranches: true } as const
  const ahead = await tx.deployment.findFirst({
    where: { environmentId, status: { in: pendingStatuses }, cancelRequestedAt: null },
    orderBy: { number: 'desc' },
    select,
  })
  return ahead ?? tx.deployment.findFirst({ where: { environmentId, status: 'live' }, select })
}
