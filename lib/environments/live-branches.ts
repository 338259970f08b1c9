import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { listBranches } from '@/lib/git/branches'
import { countCommits } from '@/lib/git/history'
import { mirrorPath } from '@/lib/git/mirror-path'
import { GitError } from '@/lib/git/run-git'
import type { PinnedBranch } from '@/lib/releases/release'

/** A branch as it is live, and how far it has moved on since. */
export const LiveBranch = z.object({
  name: z.string(),
  /** What is live. */
  sha: z.string(),
  /** The branch's newest commit; null: the repository does not have the branch any more. */
  headSha: z.string().nullable(),
  /** Commits at the head that are not live; null: unknown. */
  behindHead: z.int().nullable(),
  /** Of the newest commit. */
  subject: z.string().nullable(),
  author: z.string().nullable(),
})
export type LiveBranch = z.infer<typeof LiveBranch>

const unknownHead = { headSha: null, behindHead: null, subject: null, author: null }

/** Compares branches at the commits that are live with the heads that the mirror last saw. */
export async function compareWithHeads(
  { id, baseBranch }: { id: string; baseBranch: string },
  pins: PinnedBranch[],
): Promise<LiveBranch[]> {
  const mirror = mirrorPath(id)
  if (pins.length === 0) return []
  if (!existsSync(path.join(mirror, 'HEAD'))) return pins.map((pin) => ({ ...pin, ...unknownHead }))
  const heads = new Map((await listBranches(mirror, baseBranch)).map((branch) => [branch.name, branch]))
  return Promise.all(
    pins.map(async (pin) => {
      const head = heads.get(pin.name)
      if (!head) return { ...pin, ...unknownHead }
      const behindHead = head.sha === pin.sha ? 0 : await countNew(mirror, pin.sha, head.sha)
      return { ...pin, headSha: head.sha, behindHead, subject: head.subject, author: head.author.name }
    }),
  )
}

/** Null for a commit that the mirror does not have (any more). */
async function countNew(mirror: string, from: string, to: string): Promise<number | null> {
  try {
    return await countCommits(mirror, from, to)
  } catch (error) {
    if (error instanceof GitError) return null
    throw error
  }
}
