import { db } from '@/lib/db'
import type { AuditEvent } from '@/prisma/generated/client'
import { firstHash, hashOf } from './hash-chain'

export interface ChainResult {
  checked: number
  /** The last good link. Noted elsewhere from time to time, it shows later whether rows were cut off the end. */
  last: { seq: bigint; hash: string }
  broken: { seq: bigint; problem: string } | null
}

/** Walks the audit's hash chain from its first row and stops at the first that does not follow from the one before. */
export async function verifyChain({ chunk = 1000, onProgress = (_checked: number) => {} } = {}): Promise<ChainResult> {
  let last = { seq: 0n, hash: firstHash }
  for (let checked = 0; ; onProgress(checked)) {
    const rows = await db.auditEvent.findMany({ where: { seq: { gt: last.seq } }, orderBy: { seq: 'asc' }, take: chunk })
    for (const row of rows) {
      const problem = problemOf(row, last)
      if (problem) return { checked, last, broken: { seq: row.seq, problem } }
      last = row
      checked++
    }
    if (rows.length < chunk) return { checked, last: { seq: last.seq, hash: last.hash }, broken: null }
  }
}

function problemOf(row: AuditEvent, last: { seq: bigint; hash: string }): string | null {
  if (row.seq !== last.seq + 1n) return `rows are missing between ${last.seq} and ${row.seq}`
  if (row.previousHash !== last.hash) return 'it does not follow from the row before'
  const { hash, previousHash, ...content } = row
  return hashOf(previousHash, content) === hash ? null : 'its content was changed'
}
