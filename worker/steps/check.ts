import { db } from '@/lib/db'
import { type ContainerState, containerState, start } from '@/lib/docker/containers'
import { containerTail } from '@/lib/docker/logs'
import { Health } from '@/lib/environments/input'
import { DomainError } from '@/lib/errors'
import type { Replica } from '@/prisma/generated/client'
import { lookUntilHealthy, unhealthy } from '../look-until-healthy'
import type { Step, StepContext } from '../pipeline/step'
import { replicasOf } from '../replicas'

const lookAtStateEveryMs = 250

/** Waits until every new container answers well, or says why one does not. */
export const check: Step = {
  name: 'check',
  timeoutMs: ({ environment }) => Health.parse(environment.health).deadlineMs + 5000,
  async run(context) {
    const health = Health.parse(context.environment.health)
    const replicas = await replicasOf(db, context.deployment)
    await Promise.all(replicas.map((replica) => waitUntilHealthy(context, replica, health)))
    context.log.info(replicas.length === 1 ? 'It is healthy.' : `All ${replicas.length} are healthy.`)
    return 'done'
  },
}

async function waitUntilHealthy(context: StepContext, replica: Replica, health: Health) {
  let stateSeenAt = Date.now()
  const last = await lookUntilHealthy(replica, health, {
    end: Math.min(context.deadline.getTime() - 2500, Date.now() + health.deadlineMs),
    signal: context.signal,
    async onBadLook() {
      if (Date.now() - stateSeenAt < lookAtStateEveryMs) return
      await requireRunning(context, replica)
      stateSeenAt = Date.now()
    },
  })
  if (!last) return
  await showTail(context, replica)
  throw unhealthy(last, replica.port, health)
}

async function requireRunning(context: StepContext, replica: Replica) {
  const state = replica.containerId ? await containerState(replica.containerId) : null
  if (state?.running) return
  if (state && wasStoppedFromOutside(state)) return startAgain(context, replica)
  await showTail(context, replica)
  if (!state) throw new DomainError('unavailable', 'The container was removed while it started.', { reason: 'container-gone' })
  if (state.oomKilled) {
    throw new DomainError(
      'invalid',
      'The container was ended because it used more memory than the environment allows. Raise its memory, or mend the application; its last lines are in the log.',
      {
        reason: 'out-of-memory',
      },
    )
  }
  throw new DomainError(
    'invalid',
    `The container exited with code ${state.exitCode ?? '?'} before it answered. Its last lines are in the log; the old release goes on serving.`,
    {
      reason: 'container-exited',
      params: { exitCode: state.exitCode ?? -1 },
    },
  )
}

/** By a signal that is not ours: an engine that restarts ends what it was not told to keep, and so may a person. */
const wasStoppedFromOutside = ({ exitCode, oomKilled }: ContainerState) => !oomKilled && (exitCode === 137 || exitCode === 143)

/** Within the step's time; the engine may give it another address. */
async function startAgain({ held, log }: StepContext, replica: Replica) {
  log.warn('The container was stopped from outside, perhaps by a restart of the engine. Starting it again.')
  await held(async (tx) => {
    const id = replica.containerId as string
    await start(id)
    replica.address = (await containerState(id))?.address ?? null
    await tx.replica.update({ where: { id: replica.id }, data: { address: replica.address } })
  })
}

/** The container's last words, into the deployment's log. */
async function showTail({ log }: StepContext, { containerId }: Pick<Replica, 'containerId'>) {
  if (!containerId) return
  const lines = await containerTail(containerId, 50).catch(() => [])
  for (const { text, stream } of lines) await log.output(text, stream)
}
