import { DomainError } from '@/lib/errors'

export const etagOf = (version: number) => `"${version}"`

/** The version a writer saw, from If-Match. Without one nobody could tell a lost update from a wanted one. */
export function expectedVersion(ifMatch: string | undefined): number {
  if (ifMatch === undefined) {
    const message = 'Send If-Match with the ETag of the version you read, so that nobody else’s change is lost.'
    throw new DomainError('precondition-missing', message, { reason: 'if-match-missing' })
  }
  const version = /^(?:W\/)?"(\d{1,10})"$/.exec(ifMatch.trim())?.[1]
  // What was never an ETag of ours matches no version.
  return version === undefined ? -1 : Number(version)
}
