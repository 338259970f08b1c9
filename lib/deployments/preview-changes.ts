import { z } from 'zod'
import { compareConfig, type ResolvedConfig, resolveConfig } from '@/lib/config/variables'
import { db } from '@/lib/db'
import { countCommits } from '@/lib/git/history'
import type { PinnedBranch } from '@/lib/releases/release'
import type { Environment } from '@/prisma/generated/client'

/** What differs from the live set: branches and configuration keys by name, and how many commits are new. */
export const PreviewChanges = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  updated: z.array(z.string()),
  commits: z.int(),
  config: z.object({ added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()) }),
})
export type PreviewChanges = z.infer<typeof PreviewChanges>

export interface LiveSet {
  commit: string
  branches: PinnedBranch[]
  configVersion: number
}

export async function findLiveSet(environmentId: string): Promise<LiveSet | null> {
  const live = await db.deployment.findFirst({
    where: { environmentId, status: 'live' },
    select: { release: { select: { commit: true, branches: true, configVersion: true } } },
  })
  return live?.release ? { ...live.release, branches: live.release.branches as unknown as PinnedBranch[] } : null
}

export async function previewChanges(
  mirror: string,
  environment: Pick<Environment, 'id' | 'applicationId' | 'tier'>,
  wanted: { base: PinnedBranch; branches: PinnedBranch[] },
  config: ResolvedConfig,
  live: LiveSet | null,
): Promise<PreviewChanges> {
  // The tips of the set, since the merge itself is not made yet and is nobody's work.
  const tips = [wanted.base, ...wanted.branches].map(({ sha }) => sha)
  const [commits, liveConfig] = await Promise.all([
    countCommits(mirror, live?.commit ?? wanted.base.sha, tips),
    live ? resolveConfig(db, environment, live.configVersion) : null,
  ])
  return {
    ...compareSets(live?.branches ?? [], wanted.branches),
    commits,
    config: compareConfig(liveConfig?.variables ?? [], config.variables),
  }
}

/** Names that came, went, or stayed with another commit. */
export function compareSets(before: PinnedBranch[], after: PinnedBranch[]) {
  const old = new Map(before.map(({ name, sha }) => [name, sha]))
  const now = new Map(after.map(({ name, sha }) => [name, sha]))
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    updated: [...now].filter(([name, sha]) => old.has(name) && old.get(name) !== sha).map(([name]) => name),
  }
}
