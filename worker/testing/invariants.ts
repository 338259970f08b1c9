import { expect } from 'vitest'
import { db } from '@/lib/db'
import { containerState, listContainers } from '@/lib/docker/containers'
import { env } from '@/lib/env'
import { proxyPaths, proxySettings } from '@/lib/traffic/proxy-settings'
import { sendCommands } from '@/lib/traffic/runtime-socket'
import { parseServersState } from '@/lib/traffic/runtime-state'

/** What must hold after every fault, asked of the database, the engine and the proxy (I1, I3, I5 and I12 of the fault list). */
export async function expectInvariants() {
  const { instanceId } = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  const containers = await listContainers({ instance: instanceId })
  const [state = ''] = await sendCommands(proxyPaths(proxySettings(env())).socket, ['show servers state'])
  const servers = parseServersState(state)
  const environments = await db.environment.findMany({
    include: { replicaRows: true, deployments: { where: { status: { in: ['live', 'running', 'holding'] } } } },
  })
  for (const { deployments, replicaRows, backend } of environments) {
    const live = deployments.filter(({ status }) => status === 'live')
    expect(live.length).toBeLessThanOrEqual(1)
    expect(deployments.length - live.length).toBeLessThanOrEqual(1)
    for (const replica of replicaRows.filter((row) => row.state === 'serving')) {
      expect(replica.deploymentId).toBe(live[0]?.id)
      expect((await containerState(replica.containerId ?? ''))?.running).toBe(true)
      const server = servers.get(`env${backend}`)?.find(({ slot }) => slot === replica.slot)
      expect(server).toMatchObject({ address: replica.address, port: replica.port })
    }
  }
  const known = new Set(environments.flatMap(({ replicaRows }) => replicaRows.map(({ id }) => id)))
  // A container goes before its row does: what was removed since the first look is no stranger.
  const still = new Set((await listContainers({ instance: instanceId })).map(({ id }) => id))
  const strangers = containers.filter(({ id, labels }) => labels.replica && !known.has(labels.replica) && still.has(id))
  expect(strangers).toEqual([])
}
