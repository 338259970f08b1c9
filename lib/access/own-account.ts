import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { DomainError, notFound } from '@/lib/errors'
import type { Actor } from './actor'
import { countAttempt } from './limit-sign-in'
import { hashPassword, verifyPassword } from './passwords'
import { revokeSessionsOf } from './sessions'

/** The actor's own account, with where it may do what. */
export async function getOwnAccount(actor: Actor) {
  const user = await db.user.findUnique({
    where: { id: ownerOf(actor) },
    select: {
      name: true,
      email: true,
      locale: true,
      memberships: { select: { id: true, role: true, tier: true, application: { select: { slug: true, name: true } } } },
    },
  })
  if (!user) throw notFound('This account')
  return user
}

export async function rename(actor: Actor, name: string) {
  const id = ownerOf(actor)
  await db.$transaction(async (tx) => {
    const before = await tx.user.findUniqueOrThrow({ where: { id }, select: { name: true } })
    await tx.user.update({ where: { id }, data: { name } })
    await recordEvent(tx, actor, 'account.rename', { resource: `user ${actor.email}`, before, after: { name } })
  })
}

export async function rememberLocale(actor: Actor, locale: string) {
  await db.user.update({ where: { id: ownerOf(actor) }, data: { locale } })
}

/** Needs the current password, and ends every other session: whoever learned the old one is out. */
export async function changePassword(actor: Actor, { current, next }: { current: string; next: string }) {
  const id = ownerOf(actor)
  const attempt = await countAttempt(actor.email ?? id, actor.address ?? null)
  const user = await db.user.findUniqueOrThrow({ where: { id }, select: { passwordHash: true } })
  if (!(await verifyPassword(user.passwordHash, current))) {
    throw new DomainError('invalid', 'The current password is not right.', {
      reason: 'password-wrong',
      fields: [{ path: 'current', message: 'Not the current password.' }],
    })
  }
  await attempt.giveBack()
  const passwordHash = await hashPassword(next, 'next')
  await db.$transaction(async (tx) => {
    await tx.user.update({ where: { id }, data: { passwordHash } })
    await revokeSessionsOf(tx, actor, id, actor.sessionId)
    await recordEvent(tx, actor, 'account.change-password', { resource: `user ${actor.email}` })
  })
}

/** An account is changed by its person at a keyboard, never through a token. */
function ownerOf(actor: Actor): string {
  if (actor.via === 'session' && actor.userId) return actor.userId
  throw new DomainError('not-allowed', 'Sign in with your password to change your account; a token may not.', {
    key: 'account-by-token',
  })
}
