import { startContainer } from '@/lib/docker/containers'
import { containerName, networkName } from '@/lib/docker/names'
import { ensureNetwork } from '@/lib/docker/networks'
import { Resources } from '@/lib/environments/input'
import { instanceId } from '@/lib/installation'
import type { Replica } from '@/prisma/generated/client'
import { labelsFor } from './container-environment'
import type { StepContext } from './pipeline/step'

type Parts = Pick<StepContext, 'deployment' | 'environment' | 'release'>

/** The environment's own network; it outlives its deployments. */
export const ensureEnvironmentNetwork = ({ deployment, environment }: Parts) =>
  ensureNetwork(networkName(instanceId(), environment.id), labelsFor({ deployment, release: null }))

/** Starts a replica's container from its deployment's image, in its environment's network, or adopts the one an earlier run made. */
export const startReplica = (parts: Parts, replica: Replica, env: Record<string, string>) =>
  startContainer({
    name: containerName(instanceId(), replica.id),
    imageId: parts.deployment.imageId as string,
    env,
    labels: labelsFor(parts, { replica: replica.id }),
    network: networkName(instanceId(), parts.environment.id),
    resources: Resources.parse(parts.environment.resources),
    port: replica.port,
  })
