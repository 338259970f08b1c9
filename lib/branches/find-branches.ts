import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { getApplication } from '@/lib/applications/queries'
import { listBranches } from '@/lib/git/branches'
import { mirrorPath } from '@/lib/git/mirror-path'
import { type BranchView, viewBranch } from './view'
import { whereLive } from './where-live'

/** The branches of these names, in their order; what the repository does not have any more is left out. */
export async function findBranches(actor: Actor, slug: string, names: string[]): Promise<BranchView[]> {
  const application = await getApplication(actor, slug)
  requireCan(actor, 'branch.read', { applicationId: application.id })
  const mirror = mirrorPath(application.id)
  if (names.length === 0 || !existsSync(path.join(mirror, 'HEAD'))) return []
  const [all, liveIn] = await Promise.all([listBranches(mirror, application.baseBranch), whereLive(application.id)])
  const byName = new Map(all.map((branch) => [branch.name, branch]))
  return names.flatMap((name) => {
    const branch = byName.get(name)
    return branch ? [viewBranch(branch, application.baseBranch, liveIn(branch))] : []
  })
}
