import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { db } from '@/lib/db'
import { getEnvironment } from '@/lib/environments/queries'
import { evaluateGates, requireOpenGates } from '@/lib/gates/evaluate-gates'
import type { Place, PromoteInput } from './input'
import { insertDeployment } from './insert-deployment'
import { requireLive } from './live-release'

/** Brings exactly what is live in another environment here: base, branches and so the same commit. */
export async function promoteRelease(actor: Actor, place: Place, input: PromoteInput) {
  const { application, environment, resource } = await getEnvironment(actor, place.application, place.environment)
  const { environment: from } = await getEnvironment(actor, place.application, input.from)
  requireCan(actor, 'deployment.promote', resource)
  const { live, release, branches } = await requireLive(db, from.id, from.slug)
  requireOpenGates(await evaluateGates(environment, { branches, commit: release.commit }))
  const content = { requestedBranches: branches, requestedBaseSha: release.baseSha, sourceId: live.id, note: input.note }
  return insertDeployment(actor, { ...environment, application }, 'promote', async () => content)
}
