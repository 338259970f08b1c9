import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { db } from '@/lib/db'
import { getEnvironment } from '@/lib/environments/queries'
import { evaluateGates } from '@/lib/gates/evaluate-gates'
import type { Gate } from '@/lib/gates/gate'
import { compareDeployments, type DeploymentComparison } from './compare-deployments'
import type { Place } from './input'
import { requireLive } from './live-release'

export interface PromotionPreview {
  /** The live deployment that would be brought along. */
  number: number
  branches: string[]
  /** Against what is live there now; null: nothing is. */
  comparison: DeploymentComparison | null
  gates: Gate[]
}

/** What promoting the live release of `from` to `place` would change there, and what stands in its way. */
export async function previewPromotion(actor: Actor, place: Place, from: string): Promise<PromotionPreview> {
  const { environment, resource } = await getEnvironment(actor, place.application, place.environment)
  const { environment: source } = await getEnvironment(actor, place.application, from)
  requireCan(actor, 'deployment.preview', resource)
  const [{ live, release, branches }, there] = await Promise.all([
    requireLive(db, source.id, source.slug),
    db.deployment.findFirst({ where: { environmentId: environment.id, status: 'live' }, select: { id: true } }),
  ])
  const [comparison, gates] = await Promise.all([
    there && compareDeployments(actor, there.id, live.id),
    evaluateGates(environment, { branches, commit: release.commit }),
  ])
  return { number: live.number, branches: branches.map(({ name }) => name), comparison, gates }
}
