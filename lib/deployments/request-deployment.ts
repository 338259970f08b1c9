import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import type { Tx } from '@/lib/db'
import { getEnvironment } from '@/lib/environments/queries'
import { DomainError } from '@/lib/errors'
import { evaluateGates, requireOpenGates } from '@/lib/gates/evaluate-gates'
import type { BranchPin } from '@/lib/releases/release'
import { readExpectedSet } from './expected-set'
import type { DeployInput, Place } from './input'
import { insertDeployment } from './insert-deployment'
import { isSameSet, lostBranches } from './rules'

/** Asks for an environment to contain exactly these branches on top of the base branch's head. */
export async function requestDeployment(actor: Actor, place: Place, input: DeployInput) {
  const { application, environment, resource } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'deployment.deploy', resource)
  if (input.skipTest) requireCan(actor, 'deployment.skip-test', resource)
  requireBuilt(input)
  requireOpenGates(await evaluateGates(environment, { branches: input.branches }))
  return insertDeployment(actor, { ...environment, application }, 'deploy', async (tx) => {
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
  const current = await readExpectedSet(tx, environmentId)
  if (current.deploymentId === basedOn) return
  const seen = basedOn
    ? await tx.deployment.findFirst({ where: { id: basedOn, environmentId }, select: { requestedBranches: true } })
    : null
  const seenSet = (seen?.requestedBranches ?? []) as BranchPin[]
  if (isSameSet(seenSet, current.branches)) return
  const lost = lostBranches(branches, seenSet, current.branches).join(', ')
  const by = current.number ? ` #${current.number} by ${current.by} changed it.` : ''
  const what = lost ? `Your set would drop ${lost}.` : 'Your set began from an older one.'
  const sentence = `The set of this environment changed since you looked.${by} ${what} Look at the new set, then deploy again.`
  const params = { lost, number: current.number ?? 0, by: current.by ?? '' }
  throw new DomainError('conflict', sentence, { reason: 'set-changed', params })
}
