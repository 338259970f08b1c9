import { z } from 'zod'
import type { Branch } from '@/lib/git/branches'

/** Where a branch is live: the commit that runs there, and whether it is still the branch's newest. */
const WhereLive = z.object({ slug: z.string(), sha: z.string(), upToDate: z.boolean() })
export type WhereLive = z.infer<typeof WhereLive>

export const BranchView = z.object({
  name: z.string(),
  sha: z.string(),
  subject: z.string(),
  author: z.object({ name: z.string(), email: z.string() }),
  committedAt: z.iso.datetime(),
  /** Commits that only the branch has; null while the base branch does not exist. */
  ahead: z.int().nullable(),
  /** Commits that only the base branch has. */
  behind: z.int().nullable(),
  isBase: z.boolean(),
  environments: z.array(WhereLive),
})
export type BranchView = z.infer<typeof BranchView>

export const BranchPage = z.object({
  items: z.array(BranchView),
  nextCursor: z.string().nullable(),
  /** How many match, over all pages. */
  total: z.int(),
  /** When the list last agreed with the remote; null: never yet. */
  fetchedAt: z.iso.datetime().nullable(),
  /** Why it may not agree now. */
  fetchError: z.string().nullable(),
})
export type BranchPage = z.infer<typeof BranchPage>

export const viewBranch = (branch: Branch, baseBranch: string, environments: WhereLive[]): BranchView => ({
  name: branch.name,
  sha: branch.sha,
  subject: branch.subject,
  author: branch.author,
  committedAt: branch.committedAt.toISOString(),
  ahead: branch.ahead,
  behind: branch.behind,
  isBase: branch.name === baseBranch,
  environments,
})
