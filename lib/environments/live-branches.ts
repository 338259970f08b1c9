import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { db } from '@/lib/db'
import type { Place } from '@/lib/deployments/input'
import { findLiveSet } from '@/lib/deployments/preview-changes'
import { listBranches } from '@/lib/git/branches'
import { countCommits } from '@/lib/git/history'
import { mirrorPath } from '@/lib/git/mirror'
import { GitError } from '@/lib/git/run-git'
import { getEnvironment } from './queries'

/** A branch as it is live, and how far it has moved on since. */
export interface LiveBranch {
  name: string
  /** What is live. */
  sha: string
  /** The branch's newest commit; null: the repository does not have the branch any more. */
  headSha: string | null
  /** Commits at the head that are not live; null: unknown. */
  behindHead: number | null
  /** Of the newest commit. */
  subject: string | null
  author: string | null
}

/** The branches of the live release in merge order, then its base. Empty when nothing is live. */
export async function listLiveBranches(actor: Actor, place: Place): Promise<LiveBranch[]> {
  const { application, environment } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'branch.read', { applicationId: application.id })
  const [live, release] = await Promise.all([findLiveSet(environment.id), findBase(environment.id)])
  if (!live || !release) return []
  const pins = [...live.branches, { name: release.baseName, sha: release.baseSha }]
  const mirror = mirrorPath(application.id)
  if (!existsSync(path.join(mirror, 'HEAD'))) return pins.map((pin) => ({ ...pin, ...unknownHead }))
  const heads = new Map((await listBranches(mirror, application.baseBranch)).map((branch) => [branch.name, branch]))
  return Promise.all(
    pins.map(async (pin) => {
      const head = heads.get(pin.name)
      if (!head) return { ...pin, ...unknownHead }
      const behindHead = head.sha === pin.sha ? 0 : await countNew(mirror, pin.sha, head.sha)
      return { ...pin, headSha: head.sha, behindHead, subject: head.subject, author: head.author.name }
    }),
  )
}

const unknownHead = { headSha: null, behindHead: null, subject: null, author: null }

const findBase = async (environmentId: string) => {
  const live = await db.deployment.findFirst({
    where: { environmentId, status: 'live' },
    select: { release: { select: { baseName: true, baseSha: true } } },
  })
  return live?.release ?? null
}

/** A commit that was force-pushed away may be gone from the mirror: then nobody can count. */
const countNew = (mirror: string, live: string, head: string) =>
  countCommits(mirror, live, head).catch((error: unknown) => {
    if (error instanceof GitError) return null
    throw error
  })
