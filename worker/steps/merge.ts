import { resolveConfig } from '@/lib/config/variables'
import { db } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import { evaluateGates, requireOpenGates } from '@/lib/gates/evaluate-gates'
import { mergeBranches } from '@/lib/git/merge'
import { mirrorPath } from '@/lib/git/mirror-path'
import { pinCommit } from '@/lib/git/pins'
import { recipeFor } from '@/lib/releases/recipe'
import { type PinnedBranch, type ReleaseContent, releaseDigest } from '@/lib/releases/release'
import { minutes, type Step, type StepContext } from '../pipeline/step'

/** Joins the commits in memory and gives the result its name: from here on the deployment is a release. */
export const merge: Step = {
  name: 'merge',
  timeoutMs: minutes(10),
  async run(context) {
    const { application, deployment, environment, log } = context
    const branches = deployment.requestedBranches as unknown as PinnedBranch[]
    const base = { name: application.baseBranch, sha: deployment.requestedBaseSha as string }
    const mirror = mirrorPath(application.id)
    const [merged, { version, variables }] = await Promise.all([
      mergeBranches(mirror, { base, branches }, { keep: true, signal: context.signal }),
      resolveConfig(db, environment),
    ])
    if (!merged.clean) throw conflict(merged)
    for (const { name, state } of merged.branches)
      log.info(state === 'included' ? `${name} is contained already.` : `${name} merges.`)

    const recipe = recipeFor(application.build, variables)
    const content: ReleaseContent = { base, branches, commit: merged.commit, recipe, configVersion: version }
    const { id, digest } = await saveRelease(context, content, merged.tree)
    const candidate = { branches, commit: merged.commit, configVersion: version }
    const [gates] = await Promise.all([
      evaluateGates(environment, candidate),
      pinCommit(mirror, id, merged.commit),
      context.learn({ releaseId: id }),
    ])
    requireOpenGates(gates)
    log.info(`Release ${digest.slice(0, 19)} is commit ${merged.commit.slice(0, 8)}.`)
    return 'done'
  },
}

/** The same content is the same release: a second deployment of it finds the row of the first. */
async function saveRelease({ environment }: StepContext, content: ReleaseContent, tree: string) {
  const digest = releaseDigest(content)
  const { base, branches, ...rest } = content
  const key = { environmentId: environment.id, digest }
  const [made] = await db.release.createManyAndReturn({
    data: [
      {
        ...key,
        applicationId: environment.applicationId,
        baseName: base.name,
        baseSha: base.sha,
        branches: branches as object[],
        tree,
        ...rest,
      },
    ],
    skipDuplicates: true,
  })
  return made ?? db.release.findUniqueOrThrow({ where: { environmentId_digest: key } })
}

function conflict({ failed, files }: { failed: string; files: string[] }) {
  const shown = files.slice(0, 5).join(', ') + (files.length > 5 ? ` and ${files.length - 5} more` : '')
  return new DomainError(
    'conflict',
    `${failed} conflicts with what is merged before it, in ${shown}. Untick it or one it conflicts with, or merge them by hand and push.`,
    {
      reason: 'merge-conflict',
      params: { branch: failed, files: shown },
    },
  )
}
