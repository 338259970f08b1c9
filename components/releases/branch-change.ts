/** What a release does with one branch, against what is live. */
export interface BranchChange {
  name: string
  sha: string
  isBase: boolean
  state: 'added' | 'updated' | 'removed' | 'same'
  /** Commits that are new, newest first. Null: the repository keeps one of the two ends no more. */
  commits: { sha: string; subject: string; author: string; at: string }[] | null
}
