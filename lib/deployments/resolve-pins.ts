import { existsSync } from 'node:fs'
import path from 'node:path'
import { DomainError } from '@/lib/errors'
import { mirrorPath } from '@/lib/git/mirror-path'
import { readHeads } from '@/lib/git/refs'
import type { BranchPin, PinnedBranch } from '@/lib/releases/release'
import type { Application } from '@/prisma/generated/client'

/** Names become commits, as the mirror knows them; a pinned branch keeps its commit. Throws for a name nobody knows. */
export async function resolvePins(application: Application, wanted: BranchPin[]) {
  const heads = await headsOf(application)
  const baseSha = heads.get(application.baseBranch)
  if (!baseSha) throw baseMissing(application)
  const unknown = wanted.flatMap(({ name, sha }, index) => (sha || heads.has(name) ? [] : [{ name, index }]))
  if (unknown.length > 0) throw branchesMissing(unknown)
  const branches = wanted.map(({ name, sha }): PinnedBranch => ({ name, sha: sha ?? (heads.get(name) as string) }))
  return { base: { name: application.baseBranch, sha: baseSha }, branches }
}

async function headsOf({ id, fetchError }: Application): Promise<Map<string, string>> {
  const mirror = mirrorPath(id)
  if (existsSync(path.join(mirror, 'HEAD'))) return readHeads(mirror)
  const why = fetchError ?? 'The first fetch has not finished.'
  throw new DomainError(
    'unavailable',
    `The repository's branches are not known yet. ${why} Refresh the branches, then try again.`,
    {
      reason: 'not-fetched',
      retryAfterSeconds: 5,
    },
  )
}

const baseMissing = ({ baseBranch }: Application) =>
  new DomainError(
    'conflict',
    `The repository has no branch ${baseBranch}, on which every set is built. Choose another base branch in the settings.`,
    { reason: 'base-missing', params: { branch: baseBranch } },
  )

function branchesMissing(unknown: { name: string; index: number }[]) {
  const names = unknown.map(({ name }) => name).join(', ')
  return new DomainError('invalid', `The repository has no branch ${names}. Refresh the branches and choose again.`, {
    reason: 'branch-missing',
    params: { branch: names },
    fields: unknown.map(({ name, index }) => ({ path: `branches.${index}`, message: `${name} does not exist` })),
  })
}
