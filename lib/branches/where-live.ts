import { db } from '@/lib/db'
import type { PinnedBranch } from '@/lib/releases/release'
import type { WhereLive } from './view'

/** For each branch of an application the environments whose live release contains it, in the order of the line. */
export async function whereLive(applicationId: string): Promise<(branch: PinnedBranch) => WhereLive[]> {
  const live = await db.deployment.findMany({
    where: { applicationId, status: 'live' },
    select: {
      environment: { select: { slug: true, position: true } },
      release: { select: { baseName: true, baseSha: true, branches: true } },
    },
  })
  live.sort((a, b) => a.environment.position - b.environment.position)
  const byName = new Map<string, { slug: string; sha: string }[]>()
  for (const { environment, release } of live) {
    if (!release) continue
    const base = { name: release.baseName, sha: release.baseSha }
    for (const { name, sha } of [base, ...(release.branches as unknown as PinnedBranch[])]) {
      byName.set(name, [...(byName.get(name) ?? []), { slug: environment.slug, sha }])
    }
  }
  return ({ name, sha }) => byName.get(name)?.map((place) => ({ ...place, upToDate: place.sha === sha })) ?? []
}
