import type { NetworkInspectInfo } from 'dockerode'
import { call, callOrNull, engine } from '@/lib/docker/engine'
import { statusOf } from '@/lib/docker/engine-errors'
import { type KnownLabels, type Labels, labelFilter, readLabels } from '@/lib/docker/names'
import { chooseSubnet, prefixFor } from '@/lib/docker/subnets'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'

const mostAttempts = 20

/**
 * Finds or makes the environment's own bridge and returns its id. Docker lets no packet pass between bridges, which is what keeps
 * environments apart. Safe to call from several workers at once.
 */
export async function ensureNetwork(name: string, labels: Labels): Promise<string> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const networks = await listAll()
    const found = oldest(networks, name)
    if (found) return found.Id
    const created = await create(name, labels, freeSubnet(name, networks))
    if (created) return keepOldest(name, created)
  }
  throw new DomainError(
    'conflict',
    `The network ${name} could not be made: others kept taking the subnets it chose. Try again.`,
    { key: 'network-not-made', params: { name } },
  )
}

/** Removing a network that is gone is no error; one with containers in it is refused. */
export async function removeNetwork(nameOrId: string): Promise<void> {
  try {
    await callOrNull('remove a network', (abortSignal) => engine().getNetwork(nameOrId).remove({ abortSignal }))
  } catch (error) {
    if (statusOf(error) !== 403 && statusOf(error) !== 409) throw error
    const sentence = `The network ${nameOrId} still has containers in it. Remove them first.`
    throw new DomainError('conflict', sentence, { reason: 'network-in-use', params: { name: nameOrId }, cause: error })
  }
}

export async function listNetworks(known: KnownLabels) {
  const filters = { label: labelFilter(known) }
  const found = await call('list networks', (abortSignal) => engine().listNetworks({ filters, abortSignal }))
  return found.map((network) => ({ id: network.Id, name: network.Name, labels: readLabels(network.Labels) }))
}

const listAll = () => call('list networks', (abortSignal) => engine().listNetworks({ abortSignal }))

const oldest = (networks: NetworkInspectInfo[], name: string) =>
  networks
    .filter((network) => network.Name === name)
    .sort((a, b) => a.Created.localeCompare(b.Created) || a.Id.localeCompare(b.Id))[0]

function freeSubnet(name: string, networks: NetworkInspectInfo[]): string {
  const { BRANCHLINE_NETWORK_POOL: pool, BRANCHLINE_PROXY_SLOTS: slots } = env()
  const inUse = networks.flatMap((network) => network.IPAM?.Config ?? []).flatMap(({ Subnet }) => (Subnet ? [Subnet] : []))
  const subnet = chooseSubnet(name, pool, prefixFor(slots), inUse)
  if (subnet) return subnet
  const sentence = `Every subnet of the network pool ${pool} is taken. Remove environments, or set BRANCHLINE_NETWORK_POOL to a larger range.`
  throw new DomainError('limit', sentence, { reason: 'network-pool-full', params: { pool } })
}

/** The id, or null when somebody took the name or the subnet in between. */
async function create(name: string, labels: Labels, subnet: string): Promise<string | null> {
  try {
    const network = await call('make a network', (abortSignal) =>
      engine().createNetwork({
        Name: name,
        Driver: 'bridge',
        CheckDuplicate: true,
        IPAM: { Driver: 'default', Config: [{ Subnet: subnet }] },
        Labels: labels,
        abortSignal,
      }),
    )
    return network.id
  } catch (error) {
    // 409: the name, 403: the subnet overlaps another network's; engines differ in which they answer for which.
    if (statusOf(error) === 409 || statusOf(error) === 403) return null
    throw error
  }
}

/** Names of networks are not unique to the engine, its check is a best effort: of two made in the same instant all keep the older. */
async function keepOldest(name: string, created: string): Promise<string> {
  const kept = oldest(await listAll(), name)?.Id ?? created
  if (kept !== created) await removeNetwork(created)
  return kept
}
