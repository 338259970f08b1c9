import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import type { Prisma, Tx } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import { announce } from '@/lib/events'
import type { Deployment, DeploymentStatus } from '@/prisma/generated/client'
import { isFinished, statesThatMayMoveTo } from './status'

interface Move {
  /** A worker's fence: the move is refused when a newer worker has the environment. */
  fence?: number
  data?: Omit<Prisma.DeploymentUncheckedUpdateManyInput, 'status'>
  audit?: object
}

/** The move was not allowed: the deployment is elsewhere by now, or a newer worker has it. */
export class LostRace extends DomainError {
  constructor(id: string, to: DeploymentStatus) {
    super('conflict', 'This deployment has moved on meanwhile. Look at its page, then decide again.', {
      reason: 'moved-on',
      cause: new Error(`deployment ${id} cannot move to ${to}`),
    })
  }
}

/**
 * The only writer of a deployment's status: moves it along the graph of status.ts by compare-and-set, together with the
 * audit row. Throws LostRace when it is not in a state that may move there, and then nothing of `tx` is kept.
 */
export async function moveDeployment(
  tx: Tx,
  actor: Actor,
  id: string,
  to: DeploymentStatus,
  { fence, data, audit }: Move = {},
): Promise<Deployment> {
  const leavesWorker = to !== 'running' && to !== 'holding'
  const [moved] = await tx.deployment.updateManyAndReturn({
    where: { id, status: { in: statesThatMayMoveTo(to) }, ...(fence !== undefined && { fence }) },
    data: {
      ...(leavesWorker && { leaseOwner: null, leaseUntil: null }),
      ...(isFinished(to) && { finishedAt: new Date() }),
      ...data,
      status: to,
    },
  })
  if (!moved) throw new LostRace(id, to)
  await announce(tx, {
    type: 'deployment',
    deploymentId: id,
    environmentId: moved.environmentId,
    applicationId: moved.applicationId,
  })
  await recordEvent(tx, actor, `deployment.${to}`, {
    resource: `deployment #${moved.number}`,
    applicationId: moved.applicationId,
    environmentId: moved.environmentId,
    after: { status: to, ...audit },
  })
  return moved
}
