import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { getApplication } from '@/lib/applications/queries'
import { type Branch, listBranches as readBranches } from '@/lib/git/branches'
import { mirrorPath } from '@/lib/git/mirror-path'
import { PageInput } from '@/lib/paging'
import { lineOfText } from '@/lib/text'
import { pageAfter } from './paging'
import { type BranchPage, viewBranch } from './view'
import { whereLive } from './where-live'

const alphabet = new Intl.Collator('en')

const sorts = {
  recent: (a: Branch, b: Branch) => b.committedAt.getTime() - a.committedAt.getTime(),
  name: () => 0,
  author: (a: Branch, b: Branch) => alphabet.compare(a.author.name, b.author.name),
  ahead: (a: Branch, b: Branch) => (b.ahead ?? -1) - (a.ahead ?? -1),
  behind: (a: Branch, b: Branch) => (b.behind ?? -1) - (a.behind ?? -1),
}

export const ListBranchesInput = PageInput.extend({
  /** Part of the name or of the last subject. */
  q: lineOfText(200).optional(),
  /** Part of the last author's name or address. */
  author: lineOfText(200).optional(),
  /** `true`: everything of it is in the base branch, so it can be cleaned up. */
  merged: z.enum(['true', 'false']).optional(),
  sort: z.enum(Object.keys(sorts) as [keyof typeof sorts]).default('recent'),
})
export type ListBranchesInput = z.infer<typeof ListBranchesInput>

/**
 * An application's branches as its mirror knows them: while the remote does not answer that is the last known list, and
 * `fetchedAt` and `fetchError` say how old it is and why.
 */
export async function listBranches(actor: Actor, slug: string, input: ListBranchesInput): Promise<BranchPage> {
  const application = await getApplication(actor, slug)
  requireCan(actor, 'branch.read', { applicationId: application.id })
  const { baseBranch } = application
  const mirror = mirrorPath(application.id)
  const [all, liveIn] = await Promise.all([
    existsSync(path.join(mirror, 'HEAD')) ? readBranches(mirror, baseBranch) : [],
    whereLive(application.id),
  ])
  const matching = all.filter(matches(input, baseBranch)).sort(inOrder(sorts[input.sort]))
  const { items, nextCursor } = pageAfter(matching, input)
  return {
    items: items.map((branch) => viewBranch(branch, baseBranch, liveIn(branch))),
    nextCursor,
    total: matching.length,
    fetchedAt: application.fetchedAt?.toISOString() ?? null,
    fetchError: application.fetchError,
  }
}

function matches({ q, author, merged }: ListBranchesInput, baseBranch: string) {
  const words = q?.toLowerCase()
  const person = author?.toLowerCase()
  return (branch: Branch) => {
    if (words && !branch.name.toLowerCase().includes(words) && !branch.subject.toLowerCase().includes(words)) return false
    if (person && !`${branch.author.name} ${branch.author.email}`.toLowerCase().includes(person)) return false
    return !merged || (merged === 'true') === (branch.ahead === 0 && branch.name !== baseBranch)
  }
}

const inOrder = (compare: (a: Branch, b: Branch) => number) => (a: Branch, b: Branch) =>
  compare(a, b) || (a.name < b.name ? -1 : 1)
