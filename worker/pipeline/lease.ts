import { hostname } from 'node:os'
import { setInterval } from 'node:timers'
import { systemActor } from '@/lib/access/actor'
import { connectHeartbeat, db, type Tx } from '@/lib/db'
import { moveDeployment } from '@/lib/deployments/move-deployment'
import { listen } from '@/lib/events'
import { log } from '@/lib/log'
import type { DeploymentStatus } from '@/prisma/generated/enums'
import { endRun } from './end-run'

/**
 * Who works on a deployment, and who only thinks so. Taking a deployment raises its environment's fence; every later
 * write carries the number and an older one is refused. The lease says when another worker may take over.
 */
export const workerId = `${hostname()}-${process.pid}-${Date.now().toString(36)}`

const leaseSeconds = 8
const renewEveryMs = 2000
const mostAttempts = 5

/** Why a run stops before its end. */
export class Cancelled extends Error {}
export class LeaseLost extends Error {}

export interface Lease {
  deploymentId: string
  environmentId: string
  fence: number
  /** How much of the deployment's log stands already. */
  logged: { lines: number; sizeBytes: number }
  /** Ends with Cancelled or LeaseLost as its reason. */
  signal: AbortSignal
  release(): void
}

const heartbeat = connectHeartbeat()
export const closeHeartbeat = () => heartbeat.$disconnect()

/**
 * Takes a deployment that waits or whose worker went silent. Null when it is not its turn: another one of the environment
 * is active or asked earlier, another worker has it, or it is over.
 */
export async function takeLease(deploymentId: string): Promise<Lease | null> {
  const taken = await db.$transaction(async (tx) => {
    const row = await lockWithEnvironment(tx, deploymentId)
    if (!row?.mayBeTaken) return null
    if (row.attempts >= mostAttempts) {
      const errorMessage = `The worker died ${row.attempts} times at this deployment, so it is not tried again. See the worker's log, then retry.`
      await endRun(tx, deploymentId, { status: 'errored', errorCode: 'attempts-used', errorMessage })
      return null
    }
    const [held] = await tx.$queryRaw<{ fence: number; lines: number; sizeBytes: number }[]>`
      WITH raised AS (UPDATE "Environment" SET fence = fence + 1 WHERE id = ${row.environmentId}::uuid RETURNING fence)
      UPDATE "Deployment" d SET fence = raised.fence, "leaseOwner" = ${workerId}, attempts = attempts + 1,
        "leaseUntil" = now() + make_interval(secs => ${leaseSeconds}), "startedAt" = coalesce("startedAt", now())
      FROM raised WHERE d.id = ${deploymentId}::uuid
      RETURNING d.fence, d."logSeq" AS lines, d."logSizeBytes" AS "sizeBytes"`
    if (!held) return null
    const { fence, ...logged } = held
    if (row.status === 'queued') await moveDeployment(tx, systemActor, deploymentId, 'running', { fence })
    return { deploymentId, environmentId: row.environmentId, fence, logged }
  })
  return taken && keep(taken)
}

interface LockedRow {
  environmentId: string
  status: DeploymentStatus
  attempts: number
  mayBeTaken: boolean
}

/** The database's clock decides, since those of workers differ. */
async function lockWithEnvironment(tx: Tx, id: string): Promise<LockedRow | undefined> {
  await tx.$queryRaw`
    SELECT e.id FROM "Environment" e JOIN "Deployment" d ON d."environmentId" = e.id WHERE d.id = ${id}::uuid FOR NO KEY UPDATE OF e`
  const rows = await tx.$queryRaw<LockedRow[]>`
    SELECT d."environmentId", d.status, d.attempts,
      CASE d.status
        WHEN 'queued' THEN NOT EXISTS (
          SELECT 1 FROM "Deployment" other WHERE other."environmentId" = d."environmentId" AND other.id <> d.id
            AND (other.status IN ('running', 'holding') OR (other.status = 'queued' AND other.number < d.number)))
        WHEN 'running' THEN d."leaseUntil" IS NULL OR d."leaseUntil" < now()
        ELSE false
      END AS "mayBeTaken"
    FROM "Deployment" d WHERE d.id = ${id}::uuid`
  return rows[0]
}

/** Renews the lease until released, and learns of a cancel: at once by the event, at the latest by the next renewal. */
function keep(taken: Omit<Lease, 'signal' | 'release'>): Lease {
  const { deploymentId, fence } = taken
  const controller = new AbortController()
  const renew = async () => {
    const rows = await heartbeat.$queryRaw<{ cancelRequestedAt: Date | null }[]>`
      UPDATE "Deployment" SET "leaseUntil" = now() + make_interval(secs => ${leaseSeconds})
      WHERE id = ${deploymentId}::uuid AND fence = ${fence} AND "leaseOwner" = ${workerId} RETURNING "cancelRequestedAt"`
    if (controller.signal.aborted) return
    if (!rows[0]) controller.abort(new LeaseLost())
    else if (rows[0].cancelRequestedAt) controller.abort(new Cancelled())
  }
  const tryRenew = () => renew().catch((err) => log.warn({ err, deploymentId }, 'could not renew the lease'))
  const timer = setInterval(tryRenew, renewEveryMs)
  const stopListening = listen((event) => {
    if (event.type === 'cancel' && event.deploymentId === deploymentId) void tryRenew()
  })
  void tryRenew()
  return {
    ...taken,
    signal: controller.signal,
    release() {
      clearInterval(timer)
      stopListening()
    },
  }
}
