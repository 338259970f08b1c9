import { systemActor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db'
import { moveDeployment } from '@/lib/deployments/move-deployment'
import { Strategy } from '@/lib/environments/input'
import { switchRoute } from '@/lib/traffic/routes'
import type { Replica } from '@/prisma/generated/client'
import { Cancelled } from '../pipeline/lease'
import { minutes, type Step, type StepContext } from '../pipeline/step'
import { replicasOf } from '../replicas'
import { lockProxy, toSlot } from '../routes'

/**
 * Gives the traffic to the new containers and only then calls them live. The proxy first, the rows after it, both under the
 * environment's lock: a worker that dies between them leaves healthy containers on both sides, and the next one repeats this.
 * The proxy's files follow in the settling; until then a sweep would write them.
 */
export const switchTraffic: Step = {
  name: 'switch',
  timeoutMs: minutes(2),
  async run(context) {
    const { deployment, environment, held } = context
    await held(async (tx) => {
      await requireWanted(tx, deployment.id)
      // Until the commit nobody may assert routes from rows that do not know of this switch yet.
      await lockProxy(tx)
      const entering = await replicasOf(tx, deployment)
      const enteringIds = entering.map(({ id }) => id)
      const leaving = await tx.replica.findMany({
        where: { environmentId: environment.id, state: 'serving', id: { notIn: enteringIds } },
      })
      await turn(context, entering, leaving)

      await tx.replica.updateMany({ where: { id: { in: leaving.map(({ id }) => id) } }, data: { state: 'draining' } })
      await tx.replica.updateMany({
        where: { id: { in: enteringIds } },
        data: { state: 'serving', deploymentId: deployment.id, warmUntil: null },
      })
      const before = await tx.deployment.findFirst({
        where: { environmentId: environment.id, status: 'live' },
        select: { id: true },
      })
      if (before) await moveDeployment(tx, systemActor, before.id, 'superseded')
      await tx.environment.update({ where: { id: environment.id }, data: { isStopped: false } })
      await tx.deploymentStep.updateMany({
        where: { deploymentId: deployment.id, name: 'switch' },
        data: { status: 'done', finishedAt: new Date() },
      })
      await moveDeployment(tx, systemActor, deployment.id, 'live', {
        fence: deployment.fence,
        data: { liveAt: new Date(), replacesId: before?.id ?? null },
      })
    })
    context.log.info('The traffic goes to the new release.')
    return 'done'
  },
}

/**
 * From here on a cancel waits for the row, and then it is too late: whoever was told that theirs is accepted sees it undone.
 * It is also the order in which a cancel takes its locks, the audit's last.
 */
async function requireWanted(tx: Tx, id: string) {
  const [row] = await tx.$queryRaw<{ cancelRequestedAt: Date | null }[]>`
    SELECT "cancelRequestedAt" FROM "Deployment" WHERE id = ${id}::uuid FOR UPDATE`
  if (row?.cancelRequestedAt) throw new Cancelled()
}

/** One command for the whole set; `rolling` turns container by container. */
async function turn({ environment }: StepContext, entering: Replica[], leaving: Replica[]) {
  const route = (inTraffic: Replica[]) => ({
    backend: environment.backend,
    host: environment.domain,
    slots: inTraffic.map((replica) => toSlot({ ...replica, state: 'serving' })),
  })
  if (Strategy.parse(environment.strategy).kind === 'rolling') {
    for (let turned = 1; turned < Math.max(entering.length, leaving.length); turned++) {
      await switchRoute(route([...entering.slice(0, turned), ...leaving.slice(turned)]))
    }
  }
  await switchRoute(route(entering))
}
