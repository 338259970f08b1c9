import { randomBytes } from 'node:crypto'
import { listContainers, removeContainer } from '@/lib/docker/containers'
import { engine } from '@/lib/docker/engine'
import { listImages, removeImage } from '@/lib/docker/images'
import { labelFilter } from '@/lib/docker/names'
import { removeNetwork } from '@/lib/docker/networks'

/** An instance id of its own for each test process: tests share the engine with each other and with running installations. */
export const testInstanceId = () => randomBytes(4).toString('hex')

/** Removes everything that carries the instance's label. */
export async function removeInstance(instanceId: string): Promise<void> {
  const containers = await listContainers({ instance: instanceId })
  await Promise.all(containers.map((container) => removeContainer(container.id)))
  const networks = await engine().listNetworks({ filters: { label: labelFilter({ instance: instanceId }) } })
  await Promise.all(networks.map((network) => removeNetwork(network.Id)))
  // Those built from others come first in the engine's list, and have to go first.
  for (const image of await listImages({ instance: instanceId })) await removeImage(image.id)
}
