import { db } from '@/lib/db'
import { listContainers, removeContainer } from '@/lib/docker/containers'
import { listNetworks, removeNetwork } from '@/lib/docker/networks'
import { removeStrays } from '@/lib/docker/run-once'
import { instanceId } from '@/lib/installation'
import { log } from '@/lib/log'
import { matchEnvironment } from '../match-environment'

const oneOffLifetimeMs = 60 * 60_000
/** A container younger than this may belong to a row that is not committed yet. */
const settlingMs = 60_000

/** Compares database, engine and proxy, and mends what differs. Nothing without our instance's label is ever touched. */
export async function matchWorld() {
  const environments = await db.environment.findMany({ select: { id: true } })
  for (const { id } of environments) {
    await matchEnvironment(id).catch((err) =>
      log.warn({ err, environmentId: id }, 'an environment could not be compared with the engine'),
    )
  }
  await removeUnknown(new Set(environments.map(({ id }) => id)))
}

/** Containers and networks that no row names any more: of deleted environments, or of workers that died. */
async function removeUnknown(environmentIds: Set<string>) {
  const known = new Set((await db.replica.findMany({ select: { id: true } })).map(({ id }) => id))
  const limit = Date.now() - settlingMs
  for (const container of await listContainers({ instance: instanceId() })) {
    const { environment, replica } = container.labels
    const isUnknown = replica ? !known.has(replica) : environment !== undefined && !environmentIds.has(environment)
    if (isUnknown && (container.createdAt.getTime() < limit || (environment && !environmentIds.has(environment))))
      await removeContainer(container.id)
  }
  await removeStrays(instanceId(), oneOffLifetimeMs)
  for (const network of await listNetworks({ instance: instanceId() })) {
    if (network.labels.environment && !environmentIds.has(network.labels.environment)) await removeNetwork(network.id)
  }
}
