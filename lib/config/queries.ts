import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { db } from '@/lib/db'
import { getEnvironment } from '@/lib/environments/queries'
import { numberIn, type PageInput, pageOf } from '@/lib/paging'
import { compareConfig, resolveConfig } from './variables'

/** What an environment's containers get, each key with the layer it came from. */
export async function getConfig(actor: Actor, applicationSlug: string, environmentSlug: string) {
  const { environment, resource } = await getEnvironment(actor, applicationSlug, environmentSlug)
  requireCan(actor, 'config.read', resource)
  const { version, variables } = await resolveConfig(db, environment)
  const items = variables.map(({ key, value, secret, fingerprint, from, missing, use }) => ({
    key,
    value,
    secret,
    fingerprint,
    from,
    missing,
    use,
  }))
  return { version, items }
}

/** Versions that touched an environment, newest first. */
export async function listConfigVersions(
  actor: Actor,
  applicationSlug: string,
  environmentSlug: string,
  { cursor, limit }: PageInput,
) {
  const { environment, resource } = await getEnvironment(actor, applicationSlug, environmentSlug)
  requireCan(actor, 'config.read', resource)
  const rows = await db.configVersion.findMany({
    where: {
      applicationId: environment.applicationId,
      version: { lt: numberIn(cursor) },
      OR: [{ layer: 'application' }, { layer: 'tier', tier: environment.tier }, { environmentId: environment.id }],
    },
    orderBy: { version: 'desc' },
    take: limit + 1,
    select: { version: true, layer: true, author: true, message: true, createdAt: true },
  })
  return pageOf(
    rows,
    limit,
    ({ version }) => version,
    ({ createdAt, ...row }) => ({ ...row, at: createdAt.toISOString() }),
  )
}

/** Keys that differ between two versions of an environment's configuration. */
export async function diffConfig(
  actor: Actor,
  applicationSlug: string,
  environmentSlug: string,
  range: { from: number; to: number },
) {
  const { environment, resource } = await getEnvironment(actor, applicationSlug, environmentSlug)
  requireCan(actor, 'config.read', resource)
  const [before, after] = await Promise.all([
    resolveConfig(db, environment, range.from),
    resolveConfig(db, environment, range.to),
  ])
  return compareConfig(before.variables, after.variables)
}
