import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { db, type Tx } from '@/lib/db'
import { LostRace } from '@/lib/deployments/move-deployment'
import { DomainError, isDatabaseAway, wordsOf } from '@/lib/errors'
import { log } from '@/lib/log'
import { ringMatch, ringNext, ringSettle } from '../rings'
import { approve } from '../steps/approve'
import { build } from '../steps/build'
import { check } from '../steps/check'
import { fetch } from '../steps/fetch'
import { merge } from '../steps/merge'
import { migrate } from '../steps/migrate'
import { start } from '../steps/start'
import { switchTraffic } from '../steps/switch'
import { test } from '../steps/test'
import { DeploymentLog } from './deployment-log'
import { endRun, type RunEnd } from './end-run'
import { Cancelled, type Lease, LeaseLost, takeLease } from './lease'
import type { Step, StepContext } from './step'
import { type EndedStep, recordEnd, trackStep } from './track-step'

/**
 * fetch → merge → build → [test] → [approve] → [migrate] → start → check → switch → drain
 *
 * A run takes the deployment's lease, goes from the first unfinished step to the switch, and records one outcome. Up to
 * the switch the old release serves and a cancel undoes everything; what follows (drain, watch) is settling/settle-deployment.ts,
 * since it is slow and holds nobody up. A worker that dies leaves rows from which another goes on.
 */
const steps: Step[] = [fetch, merge, build, test, approve, migrate, start, check, switchTraffic]

export async function runDeployment(deploymentId: string) {
  const lease = await takeLease(deploymentId)
  if (!lease) return
  try {
    await run(lease)
  } finally {
    lease.release()
    await ringNext(lease.environmentId)
  }
}

async function run(lease: Lease) {
  const deploymentLog = new DeploymentLog(lease.deploymentId, lease.fence, lease.logged)
  try {
    await throughAbsences(lease, () => runSteps(lease, deploymentLog))
  } catch (error) {
    await recordFailure(lease, deploymentLog, error)
  } finally {
    await deploymentLog.flush()
  }
}

/** A database that was away costs the step that noticed it, but no attempt, unless another worker took over meanwhile. */
async function throughAbsences(lease: Lease, work: () => Promise<void>) {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      log.warn({ err: error, deploymentId: lease.deploymentId }, 'the database went away; the deployment goes on when it is back')
      await wait(500)
      lease.signal.throwIfAborted()
    }
  }
}

async function runSteps(lease: Lease, deploymentLog: DeploymentLog) {
  const [context, rows] = await Promise.all([
    readContext(lease, deploymentLog),
    db.deploymentStep.findMany({ where: { deploymentId: lease.deploymentId } }),
  ])
  let before: EndedStep | null = null
  for (const step of steps) {
    const row = rows.find(({ name }) => name === step.name)
    if (!row || row.status === 'done' || row.status === 'skipped') continue
    lease.signal.throwIfAborted()
    const result = await trackStep(step, row, { ...context }, before)
    if (result === 'parked') return
    before = { row, result }
  }
  if (before) await recordEnd(before, context)
  await ringSettle(lease.deploymentId)
}

/** Read once: what somebody edits meanwhile counts for the next deployment. What a step learns, the next one knows. */
async function readContext(lease: Lease, deploymentLog: DeploymentLog) {
  const { environment, application, release, ...deployment } = await db.deployment.findUniqueOrThrow({
    where: { id: lease.deploymentId },
    include: { environment: true, application: true, release: true },
  })
  const context: Omit<StepContext, 'deadline'> = {
    deployment,
    environment,
    application,
    release,
    log: deploymentLog,
    signal: lease.signal,
    held: (effect) => whileHeld(lease, effect),
    async learn(data) {
      const where = { id: lease.deploymentId, fence: lease.fence }
      const [learned] = await db.deployment.updateManyAndReturn({ where, data })
      if (!learned) throw new LeaseLost()
      context.deployment = learned
      const { releaseId } = learned
      if (releaseId && releaseId !== context.release?.id)
        context.release = await db.release.findUniqueOrThrow({ where: { id: releaseId } })
    },
  }
  return context
}

/** See StepContext.held. `FOR NO KEY UPDATE` lets new deployments be asked for meanwhile. */
function whileHeld<T>(lease: Lease, effect: (tx: Tx) => Promise<T>): Promise<T> {
  return db.$transaction(
    async (tx) => {
      const [row] = await tx.$queryRaw<{ fence: number }[]>`
        SELECT fence FROM "Environment" WHERE id = ${lease.environmentId}::uuid FOR NO KEY UPDATE`
      if (row?.fence !== lease.fence) throw new LeaseLost()
      lease.signal.throwIfAborted()
      return effect(tx)
    },
    { timeout: 120_000 },
  )
}

/** Records how a run ended that did not reach its end, and removes what it had started. A lost lease records nothing: another worker does. */
async function recordFailure(lease: Lease, deploymentLog: DeploymentLog, thrown: unknown) {
  if (thrown instanceof LeaseLost || thrown instanceof LostRace) return
  const end = outcomeOf(thrown)
  if (end.status === 'errored')
    log.error({ err: thrown, deploymentId: lease.deploymentId, reference: end.reference }, 'a deployment ended in an error')
  if (end.status === 'cancelled') deploymentLog.warn('Cancelled. The release that was live goes on serving.')
  // Whoever sees the end sees the last words too.
  await deploymentLog.flush()
  try {
    await db.$transaction((tx) => endRun(tx, lease.deploymentId, end, lease.fence))
    await ringMatch(lease.environmentId)
  } catch (err) {
    // The database is away or another worker has it: the lease runs out and the deployment is taken up again.
    log.warn({ err, deploymentId: lease.deploymentId }, 'could not record the end of a run')
  }
}

/** `failed`: the user's code or configuration said no. `errored`: the platform, or a machine beneath it, did. */
function outcomeOf(thrown: unknown): RunEnd & { reference?: string } {
  if (thrown instanceof Cancelled) return { status: 'cancelled', errorCode: null, errorMessage: null }
  if (thrown instanceof DomainError) {
    const status = thrown.code === 'unavailable' ? 'errored' : 'failed'
    return { status, errorCode: thrown.reason, errorMessage: thrown.message, errorWords: wordsOf(thrown) }
  }
  const reference = randomBytes(4).toString('hex')
  const errorMessage = `Branchline could not go on. The worker's log says why under the reference ${reference}. The live release was not touched; retry when the cause is mended.`
  return {
    status: 'errored',
    errorCode: 'internal',
    errorMessage,
    errorWords: { key: 'internal', params: { reference } },
    reference,
  }
}
