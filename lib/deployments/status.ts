import type { DeploymentKind, DeploymentStatus } from '@/prisma/generated/enums'

/**
 * The life of a deployment. It begins `queued`; a worker takes it to `running` and through its steps. Where people must
 * approve it parks as `awaiting_approval`, holds no place, and a yes queues it again for its next step. `live` means that
 * its containers were healthy and the traffic was switched; whatever was live before becomes `superseded`.
 * `failed`: the user's code or configuration said no. `errored`: the platform did. A cancel is a request in its own
 * column, not a state. Only move-deployment.ts writes a status.
 */
const moves: Record<DeploymentStatus, DeploymentStatus[]> = {
  scheduled: ['queued', 'cancelled', 'expired'],
  queued: ['running', 'cancelled', 'superseded', 'errored', 'expired'],
  running: ['awaiting_approval', 'holding', 'live', 'failed', 'errored', 'cancelled', 'superseded'],
  awaiting_approval: ['queued', 'rejected', 'expired', 'cancelled', 'superseded'],
  holding: ['running', 'cancelled', 'failed'],
  live: ['superseded', 'failed'],
  superseded: [],
  failed: [],
  errored: [],
  cancelled: [],
  rejected: [],
  expired: [],
}

export const statuses = Object.keys(moves) as DeploymentStatus[]
export const mayMove = (from: DeploymentStatus, to: DeploymentStatus) => moves[from].includes(to)
export const statesThatMayMoveTo = (to: DeploymentStatus) => statuses.filter((from) => mayMove(from, to))
export const isFinished = (status: DeploymentStatus) => moves[status].length === 0
/** Holds its environment's one place. */
export const isActive = (status: DeploymentStatus) => status === 'running' || status === 'holding'
/** Asked for, and neither live nor over. */
export const isPending = (status: DeploymentStatus) => status !== 'live' && !isFinished(status)
export const pendingStatuses = statuses.filter(isPending)

/** Steps in their order. Which of them a deployment goes through is decided when it is asked for, by its kind. */
export const stepNames = ['fetch', 'merge', 'build', 'test', 'approve', 'migrate', 'start', 'check', 'switch', 'drain'] as const
export type StepName = (typeof stepNames)[number]

const servingSteps: StepName[] = ['start', 'check', 'switch', 'drain']

/** A rollback and a restart bring back what ran before: no build, no test, no approval, no migration. */
export const stepsOf: Record<DeploymentKind, readonly StepName[]> = {
  deploy: stepNames,
  withdraw: stepNames,
  promote: stepNames,
  rollback: servingSteps,
  restart: servingSteps,
}

/** A cancel is possible until the traffic is switched. */
export const canCancel = (status: DeploymentStatus) => isPending(status)
