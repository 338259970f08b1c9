import { randomUUID } from 'node:crypto'
import { containerName, labels, networkName } from '@/lib/docker/names'
import { ensureNetwork } from '@/lib/docker/networks'
import { ensureTestBaseImage } from '@/lib/docker/testing/base-image'

/** A network and an image to start containers with; `spec` gives a new replica's. */
export async function testEnvironment(instanceId: string) {
  const environment = randomUUID()
  const network = networkName(instanceId, environment)
  const own = labels({ instance: instanceId, environment })
  await ensureNetwork(network, own)
  const imageId = await ensureTestBaseImage(instanceId)
  const resources = { cpus: 1, memoryMb: 64 }
  const spec = () => ({ name: containerName(instanceId, randomUUID()), imageId, env: {}, labels: own, network, resources })
  return { network, imageId, spec }
}
