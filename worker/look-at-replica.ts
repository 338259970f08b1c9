import { containerState, keepRunning, start } from '@/lib/docker/containers'
import { Health } from '@/lib/environments/input'
import type { Deployment, Environment, Replica } from '@/prisma/generated/client'

export type ReplicaOfDeployment = Replica & { deployment: Deployment }
export type ReplicaChange = Partial<Pick<Replica, 'state' | 'containerId' | 'address' | 'health'>>

/**
 * What the row of a serving container has to learn from the engine. A live one that does not run goes out of traffic, to be
 * brought back by bring-back.ts; while it is watched, a death means going back instead.
 */
export async function lookAtReplica(environment: Environment, replica: ReplicaOfDeployment): Promise<ReplicaChange> {
  const { containerId, deployment } = replica
  // A release that failed after its switch helps out as it is until another one is live.
  if (containerId && deployment.status !== 'live') await startIfStopped(containerId)
  const state = containerId ? await containerState(containerId) : null
  const seen = { address: state?.address ?? null, health: wordFor(state) }
  const comesBack = !state?.running && deployment.status === 'live' && !isWatched(environment, deployment)
  return comesBack ? { ...seen, state: 'starting' } : seen
}

/** Whether a live replica is on its way back to its traffic. */
export const isReturning = ({ state, deployment }: ReplicaOfDeployment) => state === 'starting' && deployment.status === 'live'

const isWatched = ({ health }: Environment, { settledAt, liveAt }: Deployment) =>
  settledAt === null && (liveAt?.getTime() ?? 0) + Health.parse(health).watchMs > Date.now()

async function startIfStopped(containerId: string) {
  const state = await containerState(containerId)
  if (!state || state.running) return
  await start(containerId)
  await keepRunning(containerId)
}

/** After a crash the engine itself brings it back, which it calls restarting. */
function wordFor(state: Awaited<ReturnType<typeof containerState>>) {
  if (!state) return 'removed'
  if (state.running) return state.status === 'restarting' ? 'restarting' : 'running'
  return state.oomKilled ? 'out-of-memory' : `exited ${state.exitCode ?? ''}`.trim()
}
