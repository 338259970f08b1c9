import { areUnrelated, type NamedCommit } from './merge'
import { objectId, withScratchStore } from './objects'
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
    const input = pairs.map(({ a, b }) => `${objectId(b.sha)} ${objectId(a.sha)}\n`).join('')
    const args = ['merge-tree', '--write-tree', '--stdin', '--name-only', '--no-messages']
    const { code, stdout, stderr } = await git(mirror, args, { input, env: store.env, accept: [0, 128], ...options })
    if (code === 0) {
      const records = parseRecords(stdout)
      return pairs.flatMap(({ a, b }, index) => {
        const files = records[index]
        return files ? [{ a: a.name, b: b.name, files }] : []
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

/** Each record is `1 NUL tree NUL` when clean, else `0 NUL tree NUL (file NUL)* NUL`. Null: clean. */
function parseRecords(output: Buffer): (string[] | null)[] {
  const fields = output.toString().split('\0')
  const records: (string[] | null)[] = []
  for (let at = 0; at < fields.length - 1; ) {
    const isClean = fields[at] === '1'
    at += 2
    const files: string[] = []
    for (; !isClean && fields[at] !== '' && at < fields.length; at++) files.push(fields[at] as string)
    records.push(isClean ? null : files)
    // The empty field that ends a record.
    if (fields[at] === '') at++
  }
  return records
}
