import { Service } from '@/lib/applications/input'
import { containerEnvironment, requireRelease } from '../container-environment'
import { minutes, type Step } from '../pipeline/step'
import { planReplicas, replicasOf } from '../replicas'
import { ensureEnvironmentNetwork, startReplica } from '../start-replica'

/** Starts the new containers beside the old ones, which go on serving. A warm release runs already and is taken as it is. */
export const start: Step = {
  name: 'start',
  timeoutMs: minutes(5),
  async run(context) {
    const { deployment, environment, application, log, held } = context
    const release = requireRelease(context)
    const env = await containerEnvironment(context, release)
    const replicas = await held(async (tx) => {
      const found = await replicasOf(tx, deployment)
      return found.length > 0 ? found : planReplicas(tx, deployment, environment, Service.parse(application.service).port)
    })
    if (replicas.every(({ state }) => state === 'warm')) {
      log.info('The containers of this release still run and are used again.')
      return 'done'
    }
    await held(async (tx) => {
      await ensureEnvironmentNetwork(context)
      const started = await Promise.all(replicas.map((replica) => startReplica(context, replica, env)))
      for (const [index, { id }] of replicas.entries()) await tx.replica.update({ where: { id }, data: started[index] ?? {} })
    })
    log.info(`Started ${replicas.length === 1 ? 'one container' : `${replicas.length} containers`}.`)
    return 'done'
  },
}
