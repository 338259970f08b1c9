import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { db, notAwaitingDisk, Prisma } from '@/lib/db'
import { DomainError, wordsOf } from '@/lib/errors'
import { type BranchlineEvent, channel } from '@/lib/events'
import type { DeploymentStep } from '@/prisma/generated/client'
import type { Step, StepContext, StepResult } from './step'

/** An engine or proxy that restarts is back within this time. */
const patienceMs = 60_000

/** A step that reached its end. Its row says so when the next one begins: one wait for both. */
export interface EndedStep {
  row: DeploymentStep
  result: Exclude<StepResult, 'parked'>
}

/**
 * Records a step's start and public error, and the end of the one before it; the page's step rail is this table. What is
 * known to pass (an engine or a proxy that is away) is tried again inside the step, everything else ends it.
 */
export async function trackStep(
  step: Step,
  row: DeploymentStep,
  context: Omit<StepContext, 'deadline'>,
  before: EndedStep | null,
): Promise<StepResult> {
  const timeoutMs = typeof step.timeoutMs === 'function' ? step.timeoutMs(context) : step.timeoutMs
  const deadline = row.deadlineAt ?? new Date(Date.now() + timeoutMs)
  const save = saver(row, context)
  const begin = save(Prisma.sql`status = 'running', attempts = attempts + 1, error = NULL,
    "startedAt" = coalesce("startedAt", now()), "deadlineAt" = ${deadline.toISOString()}::timestamptz`)
  await Promise.all([before && recordEnd(before, context), begin])
  context.log.enter(step.name)
  const late = AbortSignal.timeout(Math.max(1, deadline.getTime() - Date.now()))
  const signal = AbortSignal.any([context.signal, late])
  // Every replica and every call to the engine listens to it.
  setMaxListeners(0, signal)
  try {
    const result = await withPatience(() => step.run({ ...context, signal, deadline }), context.log.warn, signal)
    if (result === 'parked') await save(Prisma.sql`status = 'waiting', "deadlineAt" = NULL`)
    return result
  } catch (thrown) {
    context.signal.throwIfAborted()
    const error = late.aborted ? outOfTime(step, timeoutMs) : thrown
    if (error instanceof DomainError) {
      context.log.error(error.message)
      const told = JSON.stringify({ code: error.reason, message: error.message, ...wordsOf(error) })
      await save(Prisma.sql`status = 'failed', "finishedAt" = now(), error = ${told}::jsonb`)
    }
    throw error
  }
}

export const recordEnd = ({ row, result }: EndedStep, context: Omit<StepContext, 'deadline'>) =>
  saver(row, context)(Prisma.sql`status = ${result}::"StepStatus", "finishedAt" = now()`)

async function withPatience<T>(run: () => Promise<T>, tell: (text: string) => void, signal: AbortSignal): Promise<T> {
  const end = Date.now() + patienceMs
  for (let delayMs = 200; ; delayMs = Math.min(delayMs * 2, 5000)) {
    try {
      return await run()
    } catch (error) {
      const mayPass =
        error instanceof DomainError && error.code === 'unavailable' && !signal.aborted && Date.now() + delayMs < end
      if (!mayPass) throw error
      tell(`${error.message} Trying again.`)
      await wait(delayMs, undefined, { signal })
    }
  }
}

const outOfTime = ({ name }: Step, timeoutMs: number) =>
  new DomainError('limit', `The step ${name} did not end within ${Math.round(timeoutMs / 1000)} s and was stopped.`, {
    reason: 'step-timeout',
  })

/**
 * Writes a step's row and tells of it in one statement. Steps carry no fence of their own: they are written only where the
 * deployment's still is ours. A database that crashes may forget the last of them; then a step runs again.
 */
function saver(row: DeploymentStep, { deployment, log }: Omit<StepContext, 'deadline'>) {
  const { id, environmentId, applicationId } = deployment
  const news = JSON.stringify({ type: 'deployment', deploymentId: id, environmentId, applicationId } satisfies BranchlineEvent)
  return (change: Prisma.Sql) => db.$queryRaw`
    WITH saved AS (
      UPDATE "DeploymentStep" SET ${change} WHERE "deploymentId" = ${row.deploymentId}::uuid AND name = ${row.name}
        AND EXISTS (SELECT 1 FROM "Deployment" WHERE id = ${id}::uuid AND fence = ${log.fence}) RETURNING name)
    SELECT pg_notify(${channel}, ${news})::text, ${notAwaitingDisk} FROM saved`
}
