import type { Actor } from '@/lib/access/actor'
import { Prisma, type Tx } from '@/lib/db'
import { type AuditContent, firstHash, hashOf } from './hash-chain'

interface EventSubject {
  /** What it was done to, for people: `deployment #12`, `application shop`. */
  resource: string
  applicationId?: string | null
  environmentId?: string | null
  before?: object | null
  after?: object | null
}

const chainLock = 7_272_001

/**
 * Writes one audit row in the caller's transaction; if it fails, so does the action.
 * Call it last: it takes the chain's lock, which every other writer waits for until the commit.
 */
export async function recordEvent(tx: Tx, actor: Actor, action: string, subject: EventSubject) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${chainLock})`
  const previous = await tx.auditEvent.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } })
  const content: AuditContent = {
    seq: (previous?.seq ?? 0n) + 1n,
    at: new Date(),
    actorId: actor.userId,
    actorName: actor.name,
    action,
    applicationId: subject.applicationId ?? null,
    environmentId: subject.environmentId ?? null,
    resource: subject.resource,
    before: subject.before ?? null,
    after: subject.after ?? null,
    address: actor.address ?? null,
    tokenId: actor.tokenId ?? null,
  }
  const previousHash = previous?.hash ?? firstHash
  await tx.auditEvent.create({
    data: {
      ...content,
      before: subject.before ? JSON.parse(JSON.stringify(subject.before)) : Prisma.DbNull,
      after: subject.after ? JSON.parse(JSON.stringify(subject.after)) : Prisma.DbNull,
      previousHash,
      hash: hashOf(previousHash, { ...content, before: plain(content.before), after: plain(content.after) }),
    },
  })
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))
