import type { BranchChange } from '@/components/releases/branch-change'
import type { DeploymentView } from '@/lib/deployments/view'
import { listCommits } from '@/lib/git/history'
import { mirrorPath } from '@/lib/git/mirror-path'
import { GitError } from '@/lib/git/run-git'

type Release = NonNullable<DeploymentView['release']>

/** Commits shown of one branch, and branches whose commits are read; the rest is counted by the comparison. */
const mostCommits = 50
const mostBranches = 50

/** What the set does with each branch, the base first, with the commits that what is live has not. */
export async function readChanges(applicationId: string, release: Release, live: Release | null): Promise<BranchChange[]> {
  const before = new Map([live?.base, ...(live?.branches ?? [])].flatMap((branch) => (branch ? [[branch.name, branch.sha]] : [])))
  const now = [release.base, ...release.branches]
  const names = new Set(now.map(({ name }) => name))
  const kept = await Promise.all(
    now.map(async ({ name, sha }, index): Promise<BranchChange> => {
      const old = before.get(name)
      const state = old === sha ? 'same' : old === undefined ? 'added' : 'updated'
      // A base alone has no predecessor to be compared with.
      const isRead = index < mostBranches && state !== 'same' && (live !== null || index > 0)
      const commits = isRead ? await commitsOf(applicationId, live?.commit ?? release.base.sha, sha) : []
      return { name, sha, isBase: index === 0, state, commits }
    }),
  )
  const removed = live?.branches.filter(({ name }) => !names.has(name)) ?? []
  return [...kept, ...removed.map((branch) => ({ ...branch, isBase: false, state: 'removed' as const, commits: [] }))]
}

/** Null: the repository keeps one of the two no more. */
async function commitsOf(applicationId: string, from: string, to: string) {
  try {
    const commits = await listCommits(mirrorPath(applicationId), from, to, mostCommits)
    return commits.map(({ sha, subject, author, committedAt }) => ({
      sha,
      subject,
      author: author.name,
      at: committedAt.toISOString(),
    }))
  } catch (error) {
    if (error instanceof GitError) return null
    throw error
  }
}
