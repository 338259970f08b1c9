import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { db } from '@/lib/db'
import { getEnvironment } from '@/lib/environments/queries'
import type { Place } from './input'
import { pendingStatuses } from './status'
import { type DeploymentView, deploymentInclude, viewDeployment } from './view'
import { waitingOf } from './waiting'

/** Everything of an environment that is neither live nor over, the oldest first: what runs, what waits, what asks. */
export async function listPending(actor: Actor, place: Place): Promise<DeploymentView[]> {
  const { environment, application } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'deployment.read', { applicationId: application.id })
  const rows = await db.deployment.findMany({
    where: { environmentId: environment.id, status: { in: pendingStatuses } },
    include: deploymentInclude,
    orderBy: { number: 'asc' },
    take: 50,
  })
  const waiting = await waitingOf(db, rows)
  return rows.map((row) => viewDeployment(row, waiting(row.id)))
}
