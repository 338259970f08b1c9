import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { getEnvironment } from '@/lib/environments/queries'
import type { Place } from './input'
import { insertDeployment } from './insert-deployment'
import { requireLive } from './live-release'

/** Puts fresh containers of the live release in place of the running ones, as a deployment of its own. Also starts a stopped environment. */
export async function restartEnvironment(actor: Actor, place: Place) {
  const { application, environment, resource } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'deployment.restart', resource)
  return insertDeployment(actor, { ...environment, application }, 'restart', async (tx) => {
    const { live } = await requireLive(tx, environment.id, environment.slug)
    return {
      requestedBranches: live.requestedBranches ?? [],
      sourceId: live.id,
      releaseId: live.releaseId,
      imageId: live.imageId,
    }
  })
}
