import { systemActor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { LostRace, moveDeployment } from '@/lib/deployments/move-deployment'
import { Policy } from '@/lib/environments/input'

/** Ends deployments that nobody approved within the shortest time of their rules. */
export async function expireApprovals() {
  const waiting = await db.deployment.findMany({
    where: { status: 'awaiting_approval' },
    select: {
      id: true,
      environment: { select: { policy: true } },
      steps: { where: { name: 'approve' }, select: { startedAt: true } },
    },
  })
  for (const { id, environment, steps } of waiting) {
    const expiresMs = Math.min(
      ...Policy.parse(environment.policy).approvals.map((rule) => rule.expiresMs),
      Number.MAX_SAFE_INTEGER,
    )
    const since = steps[0]?.startedAt?.getTime() ?? Date.now()
    if (Date.now() - since < expiresMs) continue
    const errorMessage = 'Nobody approved it in time. Ask again by a retry.'
    await db
      .$transaction((tx) =>
        moveDeployment(tx, systemActor, id, 'expired', {
          data: { errorCode: 'approval-expired', errorMessage, errorStep: 'approve' },
        }),
      )
      .catch((error) => {
        if (!(error instanceof LostRace)) throw error
      })
  }
}
