import { systemActor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { stillMissing, thingToApprove, voidStale } from '@/lib/deployments/approvals'
import { moveDeployment } from '@/lib/deployments/move-deployment'
import { minutes, type Step } from '../pipeline/step'

/** Parks the deployment until enough people said yes to exactly this; asked again at the moment of going on. */
export const approve: Step = {
  name: 'approve',
  timeoutMs: minutes(1),
  async run({ deployment, release, environment, held, log }) {
    const thing = await thingToApprove(db, { ...deployment, release })
    if (!thing) throw new Error('approval comes after the merge')
    return held(async (tx) => {
      const voided = await voidStale(tx, deployment, thing)
      const missing = await stillMissing(tx, environment, deployment, thing)
      if (missing.every((count) => count === 0)) {
        log.info('Approved.')
        return 'done'
      }
      if (voided > 0) log.warn('What would be replaced has changed, so the approval is void and is asked for again.')
      log.info('Waiting for approval. The worker is free meanwhile.')
      await moveDeployment(tx, systemActor, deployment.id, 'awaiting_approval', {
        fence: deployment.fence,
        data: { replacesId: thing.replacesId, attempts: 0 },
      })
      return 'parked'
    })
  },
}
