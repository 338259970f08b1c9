import { DomainError } from '@/lib/errors'
import { mirrorPath } from '@/lib/git/mirror-path'
import { missingCommits } from '@/lib/git/missing-commits'
import type { BranchPin, PinnedBranch } from '@/lib/releases/release'
import { repositorySecrets, updateMirror } from '../mirrors'
import { minutes, type Step } from '../pipeline/step'

/** Names become commits here, once; from now on only commits are spoken of. What is pinned altogether needs no remote. */
export const fetch: Step = {
  name: 'fetch',
  timeoutMs: minutes(15),
  async run({ application, deployment, log, learn, signal }) {
    const wanted = deployment.requestedBranches as unknown as BranchPin[]
    const mirror = mirrorPath(application.id)
    log.redact(repositorySecrets(application))
    if (deployment.requestedBaseSha && wanted.every(({ sha }) => sha)) {
      await requireCommits(mirror, wanted as PinnedBranch[])
      log.info('Every commit is known already.')
      return 'skipped'
    }
    const heads = await updateMirror(application, { signal, expectsNews: true })
    const branches = wanted.map((branch) => ({ name: branch.name, sha: branch.sha ?? headIn(heads, branch.name) }))
    // A head was read from the mirror itself; only what was pinned may be missing.
    await requireCommits(
      mirror,
      branches.filter((_, index) => wanted[index]?.sha),
    )
    const baseSha = deployment.requestedBaseSha ?? headIn(heads, application.baseBranch)
    log.info(`${application.baseBranch} is at ${short(baseSha)}.`)
    for (const { name, sha } of branches) {
      const head = heads.get(name)
      if (!head) log.warn(`${name} is gone from the remote; its commit ${short(sha)} is deployed as ticked.`)
      else
        log.info(
          head === sha
            ? `${name} is at ${short(sha)}.`
            : `${name} is deployed at ${short(sha)} as ticked; its head is ${short(head)} by now.`,
        )
    }
    await learn({ requestedBranches: branches, requestedBaseSha: baseSha })
    return 'done'
  },
}

function headIn(heads: Map<string, string>, name: string): string {
  const sha = heads.get(name)
  if (sha) return sha
  throw new DomainError('conflict', `The branch ${name} does not exist on the remote. Untick it, or push it again.`, {
    reason: 'branch-gone',
    params: { name },
  })
}

/** A commit that was force-pushed away before anybody fetched it cannot be had any more. */
async function requireCommits(mirror: string, branches: PinnedBranch[]) {
  const missing = await missingCommits(
    mirror,
    branches.map(({ sha }) => sha),
  )
  const gone = branches.find(({ sha }) => missing.has(sha))
  if (!gone) return
  const { name, sha } = gone
  throw new DomainError(
    'conflict',
    `The commit ${short(sha)} of ${name} is nowhere on the remote any more; the branch was pushed anew. Tick it again.`,
    { reason: 'commit-gone', params: { name, sha } },
  )
}

const short = (sha: string) => sha.slice(0, 8)
