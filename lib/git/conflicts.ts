import { areUnrelated, type NamedCommit } from './merge'
import { mergeLine, mergeTreeArgs, parseMerges } from './merge-tree'
import { withScratchStore } from './objects'
import { git } from './run-git'

/** `b` is the base's name when `a` conflicts with the base. Without files: the two share no history. */
export interface PairConflict {
  a: string
  b: string
  files: string[]
}

/** Tries every pair of branches, and every branch with the base, in one process; order within a pair is that of `branches`. */
export async function pairConflicts(
  mirror: string,
  base: NamedCommit,
  branches: NamedCommit[],
  options: { signal?: AbortSignal } = {},
): Promise<PairConflict[]> {
  const pairs = branches.flatMap((a, index) => [{ a, b: base }, ...branches.slice(index + 1).map((b) => ({ a, b }))])
  if (pairs.length === 0) return []
  return withScratchStore(mirror, async (store) => {
    const input = pairs.map(({ a, b }) => mergeLine(b.sha, a.sha)).join('')
    const { code, stdout, stderr } = await git(mirror, mergeTreeArgs, { input, env: store.env, accept: [0, 128], ...options })
    if (code === 0) {
      const merges = parseMerges(stdout)
      return pairs.flatMap(({ a, b }, index) => {
        const merge = merges[index]
        return merge && 'files' in merge ? [{ a: a.name, b: b.name, files: merge.files }] : []
      })
    }
    // One pair without a common ancestor ends the whole process, so those with strangers are told first.
    const strangers = new Set<NamedCommit>()
    for (const branch of branches) {
      if (await areUnrelated(mirror, store, base.sha, branch.sha, options.signal)) strangers.add(branch)
    }
    if (strangers.size === 0) throw new Error(`git merge-tree could not compare the branches: ${stderr.trim()}`)
    const related = branches.filter((branch) => !strangers.has(branch))
    return [
      ...[...strangers].map(({ name }) => ({ a: name, b: base.name, files: [] })),
      ...(await pairConflicts(mirror, base, related, options)),
    ]
  })
}
