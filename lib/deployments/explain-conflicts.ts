import { largestCleanSubset } from '@/lib/git/clean-subset'
import { pairConflicts } from '@/lib/git/conflicts'
import { type MergeResult, mergeBranches } from '@/lib/git/merge'
import type { PinnedBranch } from '@/lib/releases/release'

interface Conflict {
  a: string
  b: string | null
  files: string[]
}

/** Which branches do not go together, and the largest choice of them that does; that it does is tried, not concluded. */
export async function explainConflicts(mirror: string, base: PinnedBranch, branches: PinnedBranch[], merged: MergeResult) {
  const names = branches.map(({ name }) => name)
  if (merged.clean) return { conflicts: [] as Conflict[], largestCleanSubset: names }
  const pairs: Conflict[] = await pairConflicts(mirror, base, branches)
  const conflicts = pairs.length > 0 ? pairs : [{ a: merged.failed, b: null, files: merged.files }]
  return { conflicts, largestCleanSubset: await provenSubset(mirror, base, branches, conflicts) }
}

async function provenSubset(mirror: string, base: PinnedBranch, branches: PinnedBranch[], conflicts: Conflict[]) {
  let chosen = largestCleanSubset(
    branches.map(({ name }) => name),
    conflicts,
  )
  for (;;) {
    const subset = branches.filter(({ name }) => chosen.includes(name))
    const merged = await mergeBranches(mirror, { base, branches: subset }, { keep: false })
    if (merged.clean) return chosen
    // Every two fit and all together do not: the one that failed goes, and the rest is tried again.
    chosen = chosen.filter((name) => name !== merged.failed)
  }
}
