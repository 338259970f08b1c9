import { systemActor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { LostRace, moveDeployment } from '@/lib/deployments/move-deployment'
import { containerState, keepRunning } from '@/lib/docker/containers'
import { announce } from '@/lib/events'
import type { Deployment, Environment } from '@/prisma/generated/client'
import { assertAllRoutes, matchEnvironment } from '../match-environment'
import { DeploymentLog } from '../pipeline/deployment-log'
import { workerId } from '../pipeline/lease'
import { every } from '../sweeps/schedule'
import { drain } from './drain'
import { goBack } from './go-back'
import { type Death, watch } from './watch'

/** A deployment after its switch, with the rows that settling it needs. */
export type Settling = Deployment & { environment: Environment & { application: { slug: string } } }

/**
 * What follows the switch, while the environment is free for the next deployment: running requests finish on the old
 * containers, which then stay warm for an instant return; the new ones are watched, and one that dies in that time goes
 * back by itself. Everything here may run again, by any worker: rows say how far it came.
 */
export async function settleDeployment(deploymentId: string) {
  const deployment = await takeForSettling(deploymentId)
  if (!deployment) return
  const stopRenewing = every(renewEveryMs, 'settling', () => renewLease(deploymentId))
  const log = new DeploymentLog(deploymentId, deployment.fence, { lines: deployment.logSeq, sizeBytes: deployment.logSizeBytes })
  log.enter('drain')
  try {
    if (deployment.status === 'live') await settleLive(deployment, log)
    const { status } = await db.deployment.findUniqueOrThrow({ where: { id: deploymentId }, select: { status: true } })
    if (status === 'failed') await goBack(deployment)
  } finally {
    await log.flush()
    await stopRenewing()
  }
  await recordDrain(deployment, { status: 'done', finishedAt: new Date() }, { settledAt: new Date(), leaseUntil: null })
  await matchEnvironment(deployment.environmentId)
}

async function settleLive(deployment: Settling, log: DeploymentLog) {
  await recordDrain(deployment, { status: 'running', startedAt: new Date() })
  await assertAllRoutes()
  const [death] = await Promise.all([watchAndKeep(deployment), drain(deployment, log)])
  if (death) await fail(deployment, death, log)
}

/** The engine keeps the containers from the end of the watch on; what is left of the release before may need longer to finish. */
async function watchAndKeep(deployment: Settling) {
  const death = await watch(deployment)
  if (!death) await keepUp(deployment)
  return death
}

const leaseSeconds = 8
const renewEveryMs = 2000

async function takeForSettling(id: string): Promise<Settling | null> {
  const taken = await db.$executeRaw`
    UPDATE "Deployment" SET "leaseOwner" = ${workerId}, "leaseUntil" = now() + make_interval(secs => ${leaseSeconds})
    WHERE id = ${id}::uuid AND "liveAt" IS NOT NULL AND "settledAt" IS NULL AND ("leaseUntil" IS NULL OR "leaseUntil" < now())`
  if (taken === 0) return null
  const environment = { include: { application: { select: { slug: true } } } }
  return db.deployment.findUniqueOrThrow({ where: { id }, include: { environment } })
}

async function renewLease(id: string) {
  await db.$executeRaw`
    UPDATE "Deployment" SET "leaseUntil" = now() + make_interval(secs => ${leaseSeconds})
    WHERE id = ${id}::uuid AND "leaseOwner" = ${workerId}`
}

/** A dead release is not live. What it replaced comes back by a rollback of its own, see go-back.ts. */
async function fail({ id }: Deployment, { sentence, words }: Death, log: DeploymentLog) {
  log.error(`${sentence} Going back to the release before it.`)
  const errorMessage = `${sentence} The release before it was brought back.`
  const end = { errorCode: 'died-after-switch', errorMessage, errorWords: words as object, errorStep: 'drain' }
  await log.flush()
  try {
    await db.$transaction((tx) => moveDeployment(tx, systemActor, id, 'failed', { data: end }))
  } catch (error) {
    // Replaced meanwhile: then it is not live, and nothing needs to come back.
    if (!(error instanceof LostRace)) throw error
  }
}

/** From now on the engine itself brings the containers back after a crash or its own restart. */
async function keepUp({ id }: Deployment) {
  const replicas = await db.replica.findMany({ where: { deploymentId: id, state: 'serving' } })
  for (const { containerId } of replicas) if (containerId && (await containerState(containerId))) await keepRunning(containerId)
}

/** Whoever follows the deployment learns of its very end here, so the rows and the news go out together. */
async function recordDrain(
  { id, environmentId, applicationId }: Deployment,
  step: Parameters<typeof db.deploymentStep.updateMany>[0]['data'],
  deployment?: Parameters<typeof db.deployment.updateMany>[0]['data'],
) {
  await db.$transaction(async (tx) => {
    await tx.deploymentStep.updateMany({ where: { deploymentId: id, name: 'drain', status: { not: 'done' } }, data: step })
    if (deployment) await tx.deployment.updateMany({ where: { id }, data: deployment })
    await announce(tx, { type: 'deployment', deploymentId: id, environmentId, applicationId })
  })
}
