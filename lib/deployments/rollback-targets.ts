import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { db } from '@/lib/db'
import { getEnvironment } from '@/lib/environments/queries'
import type { PinnedBranch } from '@/lib/releases/release'
import type { Place } from './input'

/** An earlier release of an environment, as the dialog to go back offers it. */
export interface RollbackTarget {
  id: string
  number: number
  liveAt: string
  requestedBy: string
  base: PinnedBranch
  branches: PinnedBranch[]
  commit: string
  configVersion: number
  /** Its image is gone: listed, and cannot be chosen. */
  isImageKept: boolean
  /** Its containers still run, out of traffic: it returns at once. */
  isWarm: boolean
  /** Deployments since then that migrated the database, which a rollback leaves as it is. */
  migrations: number[]
}

const mostTargets = 30

/** The releases that were live before the live one, the newest first; each once, with its newest deployment. */
export async function listRollbackTargets(actor: Actor, place: Place): Promise<RollbackTarget[]> {
  const { environment, application } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'deployment.read', { applicationId: application.id })
  const live = await db.deployment.findFirst({
    where: { environmentId: environment.id, status: 'live' },
    select: { number: true, releaseId: true },
  })
  const rows = await db.deployment.findMany({
    where: {
      environmentId: environment.id,
      status: 'superseded',
      liveAt: { not: null },
      releaseId: { not: live?.releaseId ?? null },
    },
    include: { release: true },
    orderBy: { liveAt: 'desc' },
    distinct: ['releaseId'],
    take: mostTargets,
  })
  const [images, warm, migrated] = await Promise.all([
    db.image.findMany({
      where: { imageId: { in: rows.flatMap(({ imageId }) => imageId ?? []) }, removedAt: null },
      select: { imageId: true },
    }),
    db.replica.findMany({
      where: { environmentId: environment.id, state: 'warm', OR: [{ warmUntil: null }, { warmUntil: { gt: new Date() } }] },
      select: { deployment: { select: { releaseId: true } } },
    }),
    db.deployment.findMany({
      where: { environmentId: environment.id, liveAt: { not: null }, steps: { some: { name: 'migrate', status: 'done' } } },
      select: { number: true },
      orderBy: { number: 'asc' },
    }),
  ])
  const kept = new Set(images.map(({ imageId }) => imageId))
  const warmReleases = new Set(warm.map(({ deployment }) => deployment.releaseId))
  return rows.flatMap(({ release, ...row }) => {
    if (!release || !row.liveAt) return []
    return {
      id: row.id,
      number: row.number,
      liveAt: row.liveAt.toISOString(),
      requestedBy: row.requestedByName,
      base: { name: release.baseName, sha: release.baseSha },
      branches: release.branches as unknown as PinnedBranch[],
      commit: release.commit,
      configVersion: release.configVersion,
      isImageKept: row.imageId !== null && kept.has(row.imageId),
      isWarm: warmReleases.has(row.releaseId),
      migrations: migrated.map(({ number }) => number).filter((number) => number > row.number),
    }
  })
}
