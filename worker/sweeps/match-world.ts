import { db } from '@/lib/db'
import { listContainers, removeContainer } from '@/lib/docker/containers'
import { listNetworks, removeNetwork } from '@/lib/docker/networks'
import { removeStrays } from '@/lib/docker/run-once'
import { instanceId } from '@/lib/installation'
import { log } from '@/lib/log'
import { matchEnvironment } from '../match-environment'

/** One whose containers stop slowly, or come back slowly, holds up as few others as possible; more would use up the connections. */
const atOnce = 4
const oneOffLifetimeMs = 60 * 60_000
/** A container younger than this may belong to a row that is not committed yet. */
const settlingMs = 60_000

/** Compares database, engine and proxy, and mends what differs. Nothing without our instance's label is ever touched. */
export async function matchWorld() {
  const environments = await db.environment.findMany({ select: { id: true } })
  const waiting = environments.map(({ id }) => id)
  await Promise.all(Array.from({ length: atOnce }, () => matchAll(waiting)))
  await removeUnknown(new Set(environments.map(({ id }) => id)))
}

/** Takes one after the other, until others have taken the rest. */
async function matchAll(waiting: string[]) {
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    const environmentId = id
    await matchEnvironment(environmentId).catch((err) =>
      log.warn({ err, environmentId }, 'an environment could not be compared with the engine'),
    )
  }
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
