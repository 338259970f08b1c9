import { createHash } from 'node:crypto'
import { canonicalJson } from '@/lib/canonical-json'

export interface AuditContent {
  seq: bigint
  at: Date
  actorId: string | null
  actorName: string
  action: string
  applicationId: string | null
  environmentId: string | null
  resource: string
  before: unknown
  after: unknown
  address: string | null
  tokenId: string | null
}

export const firstHash = '0'.repeat(64)

/** sha256 over the hash before and the row's content; JSON with sorted keys, since PostgreSQL keeps no key order. */
export function hashOf(previousHash: string, content: AuditContent): string {
  const { seq, at, ...rest } = content
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalJson({ ...rest, seq: seq.toString(), at: at.toISOString() })}`)
    .digest('hex')
}
