import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { compareConfig, resolveConfig } from '@/lib/config/variables'
import { db } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import { changedFiles, countCommits, listCommits } from '@/lib/git/history'
import { mirrorPath } from '@/lib/git/mirror-path'
import { GitError } from '@/lib/git/run-git'
import { compareSets } from './preview-changes'
import { getDeployment } from './queries'
import { DeploymentView } from './view'

const mostCommits = 100
const mostFiles = 500

const Side = z.object({
  id: z.uuid(),
  number: z.int(),
  environment: z.string(),
  base: z.object({ name: z.string(), sha: z.string() }),
  commit: z.string(),
  imageId: z.string().nullable(),
  configVersion: z.int(),
  approvals: DeploymentView.shape.approvals,
})

/** What the later deployment (`to`) has that the earlier one (`from`) has not, and the other way round. */
export const DeploymentComparison = z.object({
  from: Side,
  to: Side,
  branches: z.object({ added: z.array(z.string()), removed: z.array(z.string()), updated: z.array(z.string()) }),
  /** Commits that only `to` contains, the newest hundred of them. Null: the repository keeps one of the two no more. */
  commits: z
    .object({
      count: z.int(),
      items: z.array(
        z.object({
          sha: z.string(),
          subject: z.string(),
          author: z.object({ name: z.string(), email: z.string() }),
          committedAt: z.iso.datetime(),
        }),
      ),
    })
    .nullable(),
  files: z.object({ count: z.int(), items: z.array(z.object({ path: z.string(), change: z.string() })) }).nullable(),
  config: z.object({ added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()) }),
  isSameImage: z.boolean(),
})
export type DeploymentComparison = z.infer<typeof DeploymentComparison>

/** Compares two deployments of one application that came as far as a release. */
export async function compareDeployments(actor: Actor, fromId: string, toId: string): Promise<DeploymentComparison> {
  const [from, to] = await Promise.all([getReleased(actor, fromId), getReleased(actor, toId)])
  if (from.row.applicationId !== to.row.applicationId) {
    throw new DomainError('invalid', 'These deployments are of different applications. Choose two of the same one.', {
      key: 'different-applications',
    })
  }
  const [fromConfig, toConfig, history] = await Promise.all([
    resolveConfig(db, from.row.environment, from.release.configVersion),
    resolveConfig(db, to.row.environment, to.release.configVersion),
    compareHistory(mirrorPath(from.row.applicationId), from.release, to.release),
  ])
  return {
    from: from.side,
    to: to.side,
    branches: compareSets(from.release.branches, to.release.branches),
    ...history,
    config: compareConfig(fromConfig.variables, toConfig.variables),
    isSameImage: from.side.imageId !== null && from.side.imageId === to.side.imageId,
  }
}

async function getReleased(actor: Actor, id: string) {
  const { number, environment, release, approvals } = await getDeployment(actor, id)
  if (!release) {
    throw new DomainError('conflict', `Deployment #${number} did not get as far as a release, so there is nothing to compare.`, {
      reason: 'no-release',
      params: { number },
    })
  }
  const { base, commit, imageId, configVersion } = release
  const side = { id, number, environment, base, commit, imageId, configVersion, approvals }
  return { side, release, row: await db.deployment.findUniqueOrThrow({ where: { id }, include: { environment: true } }) }
}

/** People's commits: the tips of the set are asked, so that the merges we made ourselves are not among them. */
async function compareHistory(mirror: string, from: Release, to: Release) {
  const tips = [to.base, ...to.branches].map(({ sha }) => sha)
  try {
    const [count, commits, files] = await Promise.all([
      countCommits(mirror, from.commit, tips),
      listCommits(mirror, from.commit, tips, mostCommits),
      changedFiles(mirror, from.commit, to.commit),
    ])
    const items = commits.map((commit) => ({ ...commit, committedAt: commit.committedAt.toISOString() }))
    return { commits: { count, items }, files: { count: files.length, items: files.slice(0, mostFiles) } }
  } catch (error) {
    // A release of long ago, whose commit is pinned no more.
    if (error instanceof GitError) return { commits: null, files: null }
    throw error
  }
}

type Release = NonNullable<DeploymentView['release']>
