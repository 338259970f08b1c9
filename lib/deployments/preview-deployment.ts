import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { resolveConfig } from '@/lib/config/variables'
import { db } from '@/lib/db'
import { Policy } from '@/lib/environments/input'
import { getEnvironment } from '@/lib/environments/queries'
import { evaluateGates } from '@/lib/gates/evaluate-gates'
import { Gate } from '@/lib/gates/gate'
import { mergeBranches } from '@/lib/git/merge'
import { mirrorPath } from '@/lib/git/mirror-path'
import { recipeFor } from '@/lib/releases/recipe'
import { buildKey, releaseDigest } from '@/lib/releases/release'
import { explainConflicts } from './explain-conflicts'
import type { Place, PreviewInput } from './input'
import { findLiveSet, PreviewChanges, previewChanges } from './preview-changes'
import { resolvePins } from './resolve-pins'

const Pinned = z.object({ name: z.string(), sha: z.string() })

export const PreviewView = z.object({
  clean: z.boolean(),
  base: Pinned,
  /** What the merge gives; null while it does not. */
  commit: z.string().nullable(),
  tree: z.string().nullable(),
  digest: z.string().nullable(),
  branches: z.array(Pinned.extend({ state: z.enum(['merges', 'included', 'conflicts']) })),
  /** `b` is the base's name for a conflict with the base, and null when `a` fits with each other branch but not with all. */
  conflicts: z.array(z.object({ a: z.string(), b: z.string().nullable(), files: z.array(z.string()) })),
  largestCleanSubset: z.array(z.string()),
  changes: PreviewChanges,
  /** The deployment whose image a deploy would take instead of building. */
  reuses: z.object({ id: z.uuid(), number: z.int(), imageId: z.string() }).nullable(),
  gates: z.array(Gate),
})
export type PreviewView = z.infer<typeof PreviewView>

/** What a deploy of this set would do, as the mirror knows the branches now: merged in memory, nothing is kept. */
export async function previewDeployment(actor: Actor, place: Place, input: PreviewInput): Promise<PreviewView> {
  const { application, environment, resource } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'deployment.preview', resource)
  const mirror = mirrorPath(application.id)
  const { base, branches } = await resolvePins(application, input.branches)
  const [merged, config, live] = await Promise.all([
    mergeBranches(mirror, { base, branches }, { keep: false }),
    resolveConfig(db, environment),
    findLiveSet(environment.id),
  ])
  const recipe = recipeFor(application.build, config.variables)
  const commit = merged.clean ? merged.commit : null
  const [conflicts, changes, reuses, gates] = await Promise.all([
    explainConflicts(mirror, base, branches, merged),
    previewChanges(mirror, environment, { base, branches }, config, live),
    merged.clean && Policy.parse(environment.policy).build === 'reuse'
      ? findReusable(application.id, buildKey(merged.tree, recipe))
      : null,
    evaluateGates(environment, { branches, commit }),
  ])
  return {
    clean: merged.clean,
    base,
    commit,
    tree: merged.clean ? merged.tree : null,
    digest: commit && releaseDigest({ base, branches, commit, recipe, configVersion: config.version }),
    branches: merged.branches,
    ...conflicts,
    changes,
    reuses,
    gates,
  }
}

/** The newest deployment that runs, or ran, an image of this build key which is still kept. */
async function findReusable(applicationId: string, key: string) {
  const images = await db.image.findMany({
    where: { applicationId, buildKey: key, removedAt: null },
    select: { imageId: true },
  })
  const found = await db.deployment.findFirst({
    where: { applicationId, imageId: { in: images.map(({ imageId }) => imageId) } },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, imageId: true },
  })
  return found?.imageId ? { ...found, imageId: found.imageId } : null
}
