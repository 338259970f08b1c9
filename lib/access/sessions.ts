import { recordEvent } from '@/lib/audit/record-event'
import { db, type Tx } from '@/lib/db'
import { notFound } from '@/lib/errors'
import type { Actor } from './actor'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** From sign-in, however much it is used. */
export const sessionLifetimeMs = 30 * dayMs
/** Without any request. */
const idleMs = 7 * dayMs
/** `lastSeenAt` is not written on every request. */
const seenEveryMs = 5 * minuteMs

interface Client {
  address: string | null
  userAgent: string | null
}

const liveSession = (now: Date) => ({
  revokedAt: null,
  expiresAt: { gt: now },
  lastSeenAt: { gt: new Date(now.getTime() - idleMs) },
})

export function createSession(userId: string, client: Client) {
  const expiresAt = new Date(Date.now() + sessionLifetimeMs)
  return db.session.create({ data: { userId, ...client, expiresAt }, select: { id: true } })
}

/** Who a session stands for, as of now; null when it ended or its person was disabled. */
export async function findSessionActor(sessionId: string, address: string | null): Promise<Actor | null> {
  const now = new Date()
  const session = await db.session.findFirst({
    where: { id: sessionId, ...liveSession(now), user: { isDisabled: false } },
    select: {
      lastSeenAt: true,
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          memberships: { select: { role: true, applicationId: true, tier: true } },
        },
      },
    },
  })
  if (!session) return null
  if (now.getTime() - session.lastSeenAt.getTime() > seenEveryMs) {
    await db.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { lastSeenAt: now } })
  }
  const { id, ...user } = session.user
  return { userId: id, ...user, via: 'session', sessionId, address }
}

/** The actor's own, the latest first. */
export function listSessions(actor: Actor) {
  return db.session.findMany({
    where: { userId: actor.userId ?? undefined, ...liveSession(new Date()) },
    orderBy: { lastSeenAt: 'desc' },
    select: { id: true, address: true, userAgent: true, createdAt: true, lastSeenAt: true },
  })
}

/** Ends one session of the actor's own; the next request with it is signed out. */
export async function revokeSession(actor: Actor, sessionId: string) {
  await db.$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, userId: ownerOf(actor), revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw notFound('This session')
    await recordEvent(tx, actor, 'session.revoke', { resource: `session of ${actor.name}`, after: { count } })
  })
}

export async function revokeOtherSessions(actor: Actor) {
  await db.$transaction((tx) => revokeSessionsOf(tx, actor, ownerOf(actor), actor.sessionId))
}

/** Ends all sessions of a person but `keepId`; for a changed password, a changed role, a disabled account. */
export async function revokeSessionsOf(tx: Tx, actor: Actor, userId: string, keepId?: string) {
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(keepId ? { id: { not: keepId } } : {}) },
    data: { revokedAt: new Date() },
  })
  if (count > 0) await recordEvent(tx, actor, 'session.revoke', { resource: `sessions of user ${userId}`, after: { count } })
}

/** A session acts for itself alone: a token has none to end. */
function ownerOf(actor: Actor): string {
  if (actor.via !== 'session' || !actor.userId) throw notFound('This session')
  return actor.userId
}
