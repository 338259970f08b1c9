import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { engine } from '@/lib/docker/engine'
import { labels, networkName } from '@/lib/docker/names'
import { ensureNetwork, removeNetwork } from '@/lib/docker/networks'
import { removeInstance, testInstanceId } from '@/lib/docker/testing/instance'
import { env } from '@/lib/env'

const instanceId = testInstanceId()
const newName = () => networkName(instanceId, randomUUID())
const ensure = (name: string) => ensureNetwork(name, labels({ instance: instanceId }))

afterAll(() => removeInstance(instanceId))

test('three networks made at once get three subnets of the pool', async () => {
  const ids = await Promise.all([newName(), newName(), newName()].map(ensure))
  const networks = await Promise.all(ids.map((id) => engine().getNetwork(id).inspect()))
  const subnets = networks.map(({ IPAM }) => IPAM?.Config?.[0]?.Subnet)
  expect(new Set(subnets).size).toBe(3)
  const pool = env().BRANCHLINE_NETWORK_POOL.split('.').slice(0, 2).join('.')
  for (const subnet of subnets) expect(subnet).toMatch(new RegExp(`^${pool}\\..*/2\\d$`))
})

test('five who ask for one network at once get the same one', async () => {
  const name = newName()
  const ids = await Promise.all(Array.from({ length: 5 }, () => ensure(name)))
  expect(new Set(ids).size).toBe(1)
  expect(await ensure(name)).toBe(ids[0])
  expect(await engine().listNetworks({ filters: { name: [name] } })).toHaveLength(1)
})

test('removing a network twice is no error', async () => {
  const name = newName()
  await ensure(name)
  await removeNetwork(name)
  await removeNetwork(name)
})
