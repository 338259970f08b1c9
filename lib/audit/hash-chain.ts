import { createHash } from 'node:crypto'

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

/** JSON text that is the same for equal values, whatever the order of their keys. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}
