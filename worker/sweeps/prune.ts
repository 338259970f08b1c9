import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { pruneKeys } from '@/lib/api/idempotency/keys'
import { db } from '@/lib/db'
import { imageExists, listImages, removeImage } from '@/lib/docker/images'
import { env } from '@/lib/env'
import { Policy } from '@/lib/environments/input'
import { instanceId } from '@/lib/installation'
import { log } from '@/lib/log'

const keepLinesPerEnvironment = 20_000
const day = 86_400_000

/** Retention: what nobody can go back to any more gives its space back. */
export async function prune() {
  await pruneImages()
  await removeOrphans()
  await pruneMirrors()
  await pruneKeys()
  await db.session.deleteMany({ where: { expiresAt: { lt: new Date(Date.now() - 30 * day) } } })
  await db.workerReport.deleteMany({ where: { seenAt: { lt: new Date(Date.now() - day) } } })
  await db.$executeRaw`
    DELETE FROM "RuntimeLine" line USING (
      SELECT e.id, (SELECT l.id FROM "RuntimeLine" l WHERE l."environmentId" = e.id ORDER BY l.id DESC OFFSET ${keepLinesPerEnvironment} LIMIT 1) AS last
      FROM "Environment" e) AS kept
    WHERE line."environmentId" = kept.id AND line.id <= kept.last`
}

/**
 * Keeps the images of each environment's live release, its last `keepReleases` good ones, and everything under way; the rest
 * goes, and its history stays listed. An image that a container still uses is refused by the engine and goes later.
 */
async function pruneImages() {
  const environments = await db.environment.findMany({ select: { id: true, policy: true } })
  const kept = new Set<string>()
  for (const { id, policy } of environments) {
    const good = await db.$queryRaw<{ imageId: string }[]>`
      SELECT "imageId" FROM "Deployment" WHERE "environmentId" = ${id}::uuid AND "imageId" IS NOT NULL AND status IN ('live', 'superseded')
      GROUP BY "imageId" ORDER BY bool_or(status = 'live') DESC, max("liveAt") DESC LIMIT ${Policy.parse(policy).keepReleases + 1}`
    for (const { imageId } of good) kept.add(imageId)
  }
  const underWay = await db.deployment.findMany({
    where: { imageId: { not: null }, status: { in: ['queued', 'running', 'awaiting_approval', 'holding', 'scheduled'] } },
    select: { imageId: true },
  })
  for (const { imageId } of underWay) if (imageId) kept.add(imageId)

  const unneeded = await db.image.findMany({
    where: { removedAt: null, imageId: { notIn: [...kept] }, createdAt: { lt: new Date(Date.now() - day / 24) } },
    distinct: ['imageId'],
    select: { imageId: true },
  })
  for (const { imageId } of unneeded) {
    try {
      if (await imageExists(imageId)) await removeImage(imageId)
      await db.image.updateMany({ where: { imageId }, data: { removedAt: new Date() } })
    } catch (err) {
      log.info({ err, imageId }, 'an image could not be removed yet')
    }
  }
}

/** Images of applications that are gone, and their rows with them. */
async function removeOrphans() {
  const known = new Set((await db.application.findMany({ select: { id: true } })).map(({ id }) => id))
  for (const { id, labels } of await listImages({ instance: instanceId() })) {
    if (!labels.application || known.has(labels.application)) continue
    await removeImage(id).catch((err) => log.info({ err, imageId: id }, 'an image could not be removed yet'))
  }
}

/** Mirrors of applications that are gone. */
async function pruneMirrors() {
  const folder = path.join(env().dataDir, 'mirrors')
  const known = new Set((await db.application.findMany({ select: { id: true } })).map(({ id }) => id))
  const names = await readdir(folder).catch(() => [])
  for (const name of names) if (!known.has(name.slice(0, 36))) await rm(path.join(folder, name), { recursive: true, force: true })
}
