import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import type { Tx } from '@/lib/db'
import { getEnvironment } from '@/lib/environments/queries'
import { DomainError, notFound } from '@/lib/errors'
import type { Place, RollbackInput } from './input'
import { insertDeployment } from './insert-deployment'

/** Brings back an earlier release with its image and its configuration; nothing is built. Waits for nobody's approval. */
export async function rollBack(actor: Actor, place: Place, input: RollbackInput) {
  const { application, environment, resource } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'deployment.rollback', resource)
  return insertDeployment(actor, { ...environment, application }, 'rollback', async (tx) => {
    const target = await findTarget(tx, environment.id, input.to)
    if (!target.imageId || !(await isKept(tx, target.imageId))) {
      throw new DomainError('conflict', `The image of #${target.number} is no longer kept. Deploy its branches again instead.`, {
        reason: 'image-gone',
        params: { number: target.number },
      })
    }
    return {
      requestedBranches: target.requestedBranches ?? [],
      sourceId: target.id,
      releaseId: target.releaseId,
      imageId: target.imageId,
      note: input.reason,
    }
  })
}

/** The deployment to return to: the one named, else the last that was live before the live one. */
async function findTarget(tx: Tx, environmentId: string, id?: string) {
  const wasGood = { environmentId, liveAt: { not: null }, releaseId: { not: null } }
  if (id) {
    const target = await tx.deployment.findFirst({ where: { id, ...wasGood } })
    if (!target) throw notFound('A release of this environment with that id')
    return target
  }
  const live = await tx.deployment.findFirst({ where: { environmentId, status: 'live' } })
  const target = await tx.deployment.findFirst({
    where: { ...wasGood, status: 'superseded', ...(live && { releaseId: { not: live.releaseId } }) },
    orderBy: { liveAt: 'desc' },
  })
  if (!target) throw new DomainError('conflict', 'There is no earlier release to go back to.', { reason: 'nothing-earlier' })
  return target
}

const isKept = async (tx: Tx, imageId: string) => (await tx.image.count({ where: { imageId, removedAt: null } })) > 0
