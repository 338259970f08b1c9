import { systemActor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db'
import { moveDeployment } from '@/lib/deployments/move-deployment'
import type { Words } from '@/lib/words'
import type { DeploymentStatus } from '@/prisma/generated/enums'
import { dropStarting } from '../replicas'

export interface RunEnd {
  status: Extract<DeploymentStatus, 'failed' | 'errored' | 'cancelled'>
  errorCode: string | null
  errorMessage: string | null
  /** What the message's translation needs; absent: its code says all. */
  errorWords?: Words
}

/** Records how a run ended before its switch, in the deployment and in the step it was at, and marks what it had started for removal. */
export async function endRun(
  tx: Tx,
  deploymentId: string,
  { status, errorCode, errorMessage, errorWords }: RunEnd,
  fence?: number,
) {
  const unfinished = await tx.deploymentStep.findFirst({ where: { deploymentId, status: { in: ['running', 'failed'] } } })
  await dropStarting(tx, deploymentId)
  const data = { errorCode, errorMessage, errorWords, errorStep: unfinished?.name ?? null }
  await moveDeployment(tx, systemActor, deploymentId, status, { fence, data, audit: { errorCode } })
  await tx.deploymentStep.updateMany({
    where: { deploymentId, status: 'running' },
    data: {
      status: 'failed',
      finishedAt: new Date(),
      error: errorCode ? { code: errorCode, message: errorMessage ?? '', ...errorWords } : undefined,
    },
  })
}
