import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { createUser } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import type { Actor } from './actor'
import { changePassword } from './own-account'
import { hashPassword } from './passwords'
import { createSession, findSessionActor, listSessions, revokeOtherSessions, revokeSession } from './sessions'
import { signIn } from './sign-in'

withTestDatabase()

const password = 'correct horse battery'
const home = { address: '192.0.2.1', userAgent: 'test' }
let passwordHash: string

beforeAll(async () => {
  passwordHash = await hashPassword(password)
})

let count = 0
const person = (given: { isDisabled?: boolean } = {}) =>
  createUser({ email: `person${++count}@example.com`, passwordHash, role: 'developer', ...given })

async function signedIn(email: string) {
  const session = await signIn({ email, password }, home)
  return (await findSessionActor(session.id, home.address)) as Actor & { sessionId: string; userId: string }
}

test('the right password opens a session that knows who, with what roles, from where', async () => {
  const user = await person()
  const actor = await signedIn(` ${user.email.toUpperCase()} `)
  expect(actor).toMatchObject({
    userId: user.id,
    via: 'session',
    address: home.address,
    memberships: [{ role: 'developer', applicationId: null, tier: null }],
  })
})

test('each sign-in is a session of its own', async () => {
  const user = await person()
  const [first, second] = [await signedIn(user.email), await signedIn(user.email)]
  expect(first.sessionId).not.toBe(second.sessionId)
})

test('a wrong password, an unknown address and a disabled account fail with the same words', async () => {
  const [user, disabled] = [await person(), await person({ isDisabled: true })]
  const attempts = [
    { email: user.email, password: 'wrong horse battery' },
    { email: 'nobody@example.com', password },
    { email: disabled.email, password },
    { email: user.email, password: 'x'.repeat(2000) },
  ]
  const messages = await Promise.all(
    attempts.map((attempt) =>
      signIn(attempt, home).then(
        () => 'signed in',
        ({ code, message }) => `${code}: ${message}`,
      ),
    ),
  )
  expect(new Set(messages).size).toBe(1)
  expect(messages[0]).toMatch(/^unauthenticated/)
})

test('guessing is stopped after ten attempts, also at once, and the right password then waits as well', async () => {
  const user = await person()
  const guesser = { ...home, address: '198.51.100.7' }
  const guesses = Array.from({ length: 15 }, (_, index) =>
    signIn({ email: user.email, password: `guess number ${index}` }, guesser),
  )
  const outcomes = await Promise.allSettled(guesses)
  const codes = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)
  expect(codes.filter((code) => code === 'limit')).toHaveLength(5)
  await expect(signIn({ email: user.email, password }, guesser)).rejects.toMatchObject({ code: 'limit' })
  await expect(signIn({ email: user.email, password }, home)).resolves.toHaveProperty('id')
})

test('one address cannot try one password on everybody', async () => {
  const sprayer = { ...home, address: '198.51.100.8' }
  for (let index = 0; index < 100; index++) {
    await signIn({ email: `victim${index}@example.com`, password: '' }, sprayer).catch(() => {})
  }
  await expect(signIn({ email: 'victim100@example.com', password }, sprayer)).rejects.toMatchObject({ code: 'limit' })
})

test('a revoked session, an expired one and one of a disabled person are over at once', async () => {
  const user = await person()
  const revoked = await signedIn(user.email)
  await revokeSession(revoked, revoked.sessionId)
  expect(await findSessionActor(revoked.sessionId, null)).toBeNull()

  const expired = await createSession(user.id, home)
  await db.session.update({ where: { id: expired.id }, data: { expiresAt: new Date() } })
  expect(await findSessionActor(expired.id, null)).toBeNull()

  const idle = await createSession(user.id, home)
  await db.session.update({ where: { id: idle.id }, data: { lastSeenAt: new Date(Date.now() - 8 * 86_400_000) } })
  expect(await findSessionActor(idle.id, null)).toBeNull()

  const disabled = await createSession(user.id, home)
  await db.user.update({ where: { id: user.id }, data: { isDisabled: true } })
  expect(await findSessionActor(disabled.id, null)).toBeNull()
})

test('nobody ends the session of another', async () => {
  const [mine, theirs] = [await signedIn((await person()).email), await signedIn((await person()).email)]
  await expect(revokeSession(mine, theirs.sessionId)).rejects.toMatchObject({ code: 'not-found' })
  expect(await findSessionActor(theirs.sessionId, null)).not.toBeNull()
})

test('all other sessions end in one go, and the audit says so', async () => {
  const user = await person()
  const [kept] = [await signedIn(user.email), await signedIn(user.email), await signedIn(user.email)]
  await revokeOtherSessions(kept)
  expect(await listSessions(kept)).toMatchObject([{ id: kept.sessionId }])
  expect(await db.auditEvent.findFirst({ where: { actorId: user.id } })).toMatchObject({
    action: 'session.revoke',
    after: { count: 2 },
  })
})

test('a changed password ends the other sessions and needs the current one', async () => {
  const user = await person()
  const [mine, other] = [await signedIn(user.email), await signedIn(user.email)]
  await expect(changePassword(mine, { current: 'not the password', next: 'another battery staple' })).rejects.toMatchObject({
    reason: 'password-wrong',
  })
  await changePassword(mine, { current: password, next: 'another battery staple' })
  expect(await findSessionActor(mine.sessionId, null)).not.toBeNull()
  expect(await findSessionActor(other.sessionId, null)).toBeNull()
  await expect(signIn({ email: user.email, password }, home)).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(signIn({ email: user.email, password: 'another battery staple' }, home)).resolves.toHaveProperty('id')
})
