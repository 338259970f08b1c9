import { open } from '@/lib/config/sealing'
import { db, Prisma } from '@/lib/db'
import { DomainError, wordsOf } from '@/lib/errors'
import { announce } from '@/lib/events'
import { type FetchOptions, fetchMirror } from '@/lib/git/mirror'
import { mirrorPath } from '@/lib/git/mirror-path'
import type { Secret } from '@/lib/secret'
import type { Application } from '@/prisma/generated/client'

export const repositorySecrets = ({ repositoryPassword, repositorySshKey }: Application): Secret[] =>
  [repositoryPassword, repositorySshKey].flatMap((sealed) => (sealed ? [open(sealed)] : []))

/**
 * Brings an application's mirror up to its remote and says so on the row: when it last agreed, or the sentence why it does
 * not. Returns the branches' commits. One fetch per mirror at a time over all workers; a transaction's lock goes with its
 * worker. Throws what went wrong.
 */
export async function updateMirror(application: Application, options: Pick<FetchOptions, 'signal' | 'expectsNews'> = {}) {
  const id = application.id
  try {
    return await db.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`mirror:${id}`}, 0))`
        const fetched = await fetchMirror(mirrorPath(id), remoteOf(application), options)
        const fetchedAt = new Date()
        const hostKeys = fetched.hostKeys ?? application.repositoryHostKeys
        await tx.application.update({
          where: { id },
          data: { fetchedAt, fetchAttemptedAt: fetchedAt, ...noFetchError, repositoryHostKeys: hostKeys },
        })
        await announce(tx, { type: 'application', applicationId: id })
        return fetched.heads
      },
      { timeout: 20 * 60_000, maxWait: 10_000 },
    )
  } catch (error) {
    if (error instanceof DomainError) {
      const fetchFailure = { fetchError: error.message, fetchErrorWords: wordsOf(error) as object }
      await db.application.updateMany({ where: { id }, data: { fetchAttemptedAt: new Date(), ...fetchFailure } })
      await announce(db, { type: 'application', applicationId: id })
    }
    throw error
  }
}

const noFetchError = { fetchError: null, fetchErrorWords: Prisma.DbNull }

const remoteOf = (application: Application) => ({
  url: application.repositoryUrl,
  username: application.repositoryUsername ?? undefined,
  password: application.repositoryPassword ? open(application.repositoryPassword) : undefined,
  sshKey: application.repositorySshKey ? open(application.repositorySshKey) : undefined,
  hostKeys: application.repositoryHostKeys ?? undefined,
})
