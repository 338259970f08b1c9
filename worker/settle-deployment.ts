import { setTimeout as wait } from 'node:timers/promises'
import { systemActor } from '@/lib/access/actor'
import { db, type Tx } from '@/lib/db'
import { insertDeployment } from '@/lib/deployments/insert-deployment'
import { LostRace, moveDeployment } from '@/lib/deployments/move-deployment'
import { containerState, keepRunning } from '@/lib/docker/containers'
import { Health, Strategy } from '@/lib/environments/input'
import { announce } from '@/lib/events'
import { sessionsBySlot } from '@/lib/traffic/routes'
import type { Deployment, Environment } from '@/prisma/generated/client'
import { assertAllRoutes, matchEnvironment } from './match-environment'
import { DeploymentLog } from './pipeline/deployment-log'
import { workerId } from './pipeline/lease'

/**
 * What follows the switch, while the environment is free for the next deployment: running requests finish on the old
 * containers, which then stay warm for an instant return; the new ones are watched, and one that dies in that time goes
 * back by itself. Everything here may run again, by any worker: rows say how far it came.
 */
export async function settleDeployment(deploymentId: string) {
  const deployment = await takeForSettling(deploymentId)
  if (!deployment) return
  const { environment } = deployment
  const deploymentLog = new DeploymentLog(deployment.id, deployment.fence, {
    lines: deployment.logSeq,
    sizeBytes: deployment.logSizeBytes,
  })
  deploymentLog.enter('drain')
  try {
    if (deployment.status === 'live') {
      await db.deploymentStep.updateMany({
        where: { deploymentId, name: 'drain' },
        data: { status: 'running', startedAt: new Date() },
      })
      await announce(db, {
        type: 'deployment',
        deploymentId,
        environmentId: environment.id,
        applicationId: environment.applicationId,
      })
      await assertAllRoutes()
      const [death] = await Promise.all([watch(deployment, environment), drain(deployment, environment, deploymentLog)])
      if (death) await fail(deployment, death, deploymentLog)
      else await keepUp(deployment)
    }
    const now = await db.deployment.findUniqueOrThrow({ where: { id: deploymentId } })
    if (now.status === 'failed') await goBack(now, environment)
    await deploymentLog.flush()
    await recordSettled(deployment)
    await matchEnvironment(environment.id)
  } finally {
    await deploymentLog.flush()
  }
}

type Settling = Deployment & { environment: Environment & { application: { slug: string } } }

/** Long enough for the longest drain and watch between two looks; a sweep rings again when it has run out. */
const leaseSeconds = 15

async function takeForSettling(id: string): Promise<Settling | null> {
  const taken = await db.$executeRaw`
    UPDATE "Deployment" SET "leaseOwner" = ${workerId}, "leaseUntil" = now() + make_interval(secs => ${leaseSeconds})
    WHERE id = ${id}::uuid AND "liveAt" IS NOT NULL AND "settledAt" IS NULL AND ("leaseUntil" IS NULL OR "leaseUntil" < now())`
  if (taken === 0) return null
  return db.deployment.findUniqueOrThrow({
    where: { id },
    include: { environment: { include: { application: { select: { slug: true } } } } },
  })
}

const renew = (id: string) => db.$executeRaw`
  UPDATE "Deployment" SET "leaseUntil" = now() + make_interval(secs => ${leaseSeconds}) WHERE id = ${id}::uuid AND "leaseOwner" = ${workerId}`

const drainLookEveryMs = 100
const watchLookEveryMs = 200
const renewEveryMs = 3000

/** Waits until no request or socket is left on the old containers, or their time is over. */
async function drain(deployment: Deployment, environment: Environment, deploymentLog: DeploymentLog) {
  const { drainMs, keepWarmMs } = Strategy.parse(environment.strategy)
  const end = (deployment.liveAt?.getTime() ?? 0) + drainMs
  let left = await requestsLeft(environment)
  if (left > 0) deploymentLog.info(`${left} requests or sockets finish on the old containers.`)
  for (let renewedAt = 0; left > 0 && Date.now() < end; left = await requestsLeft(environment)) {
    if (Date.now() - renewedAt > renewEveryMs) await renew(deployment.id)
    renewedAt = Date.now()
    await wait(Math.min(drainLookEveryMs, Math.max(1, end - Date.now())))
  }
  if (left > 0) deploymentLog.warn(`${left} were still open after ${drainMs} ms and end with their container.`)
  await underLock(environment.id, async (tx) => {
    const isCut = left > 0
    const warmUntil = new Date(Date.now() + keepWarmMs)
    const drained = { environmentId: environment.id, state: 'draining' as const }
    if (keepWarmMs === 0 || isCut) await tx.replica.updateMany({ where: drained, data: { state: 'stopped' } })
    else {
      // Only the release just replaced stays warm.
      await tx.replica.updateMany({ where: { environmentId: environment.id, state: 'warm' }, data: { state: 'stopped' } })
      await tx.replica.updateMany({ where: drained, data: { state: 'warm', warmUntil } })
    }
  })
}

async function requestsLeft(environment: Environment): Promise<number> {
  const draining = await db.replica.findMany({
    where: { environmentId: environment.id, state: 'draining' },
    select: { slot: true },
  })
  if (draining.length === 0) return 0
  const sessions = await sessionsBySlot(environment.backend)
  return draining.reduce((sum, { slot }) => sum + (sessions.get(slot) ?? 0), 0)
}

/** Looks at the new containers until the watch time is over; the first that dies ends it with the reason. */
async function watch(deployment: Deployment, environment: Environment): Promise<string | null> {
  const { watchMs } = Health.parse(environment.health)
  const end = (deployment.liveAt?.getTime() ?? 0) + watchMs
  for (let renewedAt = Date.now(); Date.now() < end; await wait(Math.min(watchLookEveryMs, Math.max(1, end - Date.now())))) {
    const replicas = await db.replica.findMany({ where: { deploymentId: deployment.id, state: 'serving' } })
    if (replicas.length === 0) return null
    for (const { containerId } of replicas) {
      const state = containerId ? await containerState(containerId) : null
      if (state?.running) continue
      const cause = state?.oomKilled ? 'used more memory than allowed' : `exited with code ${state?.exitCode ?? '?'}`
      return `A container ${cause} within ${Math.round(watchMs / 1000)} s after the switch.`
    }
    if (Date.now() - renewedAt > renewEveryMs) {
      await renew(deployment.id)
      renewedAt = Date.now()
    }
  }
  return null
}

/** A dead release is not live. What it replaced comes back by a rollback of its own, see goBack. */
async function fail(deployment: Deployment, death: string, deploymentLog: DeploymentLog) {
  deploymentLog.error(`${death} Going back to the release before it.`)
  try {
    await db.$transaction((tx) =>
      moveDeployment(tx, systemActor, deployment.id, 'failed', {
        data: {
          errorCode: 'died-after-switch',
          errorMessage: `${death} The release before it was brought back.`,
          errorStep: 'drain',
        },
      }),
    )
  } catch (error) {
    if (!(error instanceof LostRace)) throw error
  }
}

/** Automatic return: asked for by the platform itself, once however often this runs. */
async function goBack(deployment: Deployment, environment: Settling['environment']) {
  const target = deployment.replacesId ? await db.deployment.findUnique({ where: { id: deployment.replacesId } }) : null
  if (!target?.releaseId || !target.imageId) return
  const actor = { ...systemActor, intention: `system:return:${deployment.id}` }
  await insertDeployment(actor, environment, 'rollback', async () => ({
    requestedBranches: target.requestedBranches ?? [],
    sourceId: target.id,
    releaseId: target.releaseId,
    imageId: target.imageId,
    note: `#${deployment.number} died after the switch.`,
  }))
}

/** From now on the engine itself brings the containers back after a crash or its own restart. */
async function keepUp(deployment: Deployment) {
  const replicas = await db.replica.findMany({ where: { deploymentId: deployment.id, state: 'serving' } })
  for (const { containerId } of replicas) if (containerId) await keepRunning(containerId)
}

/** Whoever follows the deployment learns of its very end here, so the row and the news go out together. */
async function recordSettled({ id, environmentId, applicationId }: Deployment) {
  await db.$transaction(async (tx) => {
    await tx.deploymentStep.updateMany({
      where: { deploymentId: id, name: 'drain' },
      data: { status: 'done', finishedAt: new Date() },
    })
    await tx.deployment.update({ where: { id }, data: { settledAt: new Date(), leaseUntil: null } })
    await announce(tx, { type: 'deployment', deploymentId: id, environmentId, applicationId })
  })
}

const underLock = (environmentId: string, work: (tx: Tx) => Promise<void>) =>
  db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Environment" WHERE id = ${environmentId}::uuid FOR NO KEY UPDATE`
    await work(tx)
  })
