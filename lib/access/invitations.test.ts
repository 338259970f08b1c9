import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { db } from '@/lib/db'
import { createActor, createApplication } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { acceptInvitation, findInvitation, joinByInvitation } from './invitations'

withTestDatabase()

const newcomer = { name: 'Mei', password: 'correct horse battery' }

async function invited(given: { email: string; applicationId?: string; expiresAt?: Date }) {
  const token = randomBytes(32).toString('base64url')
  const admin = await createActor('admin')
  await db.invitation.create({
    data: {
      role: 'qa',
      tokenHash: createHash('sha256').update(token).digest('hex'),
      invitedById: admin.userId,
      expiresAt: new Date(Date.now() + 60_000),
      ...given,
    },
  })
  return token
}

test('a new person gets the role and the application of the invitation, with the address it was sent to', async () => {
  const { application } = await createApplication()
  const token = await invited({ email: 'mei@example.com', applicationId: application.id })
  expect(await findInvitation(token)).toMatchObject({ email: 'mei@example.com', role: 'qa', hasAccount: false })
  const user = await acceptInvitation(token, newcomer, '192.0.2.1')
  expect(user.email).toBe('mei@example.com')
  expect(await db.membership.findMany({ where: { userId: user.id } })).toMatchObject([
    { role: 'qa', applicationId: application.id, tier: null },
  ])
})

test('what else a body carries changes nothing', async () => {
  const token = await invited({ email: 'plain@example.com' })
  const forged = { ...newcomer, role: 'admin', email: 'other@example.com', isDisabled: true, applicationId: null }
  const user = await acceptInvitation(token, forged, null)
  expect(user.email).toBe('plain@example.com')
  expect(await db.membership.findMany({ where: { userId: user.id } })).toMatchObject([{ role: 'qa' }])
})

test('a link works once, also for two in the same instant', async () => {
  const token = await invited({ email: 'once@example.com' })
  const outcomes = await Promise.allSettled([acceptInvitation(token, newcomer, null), acceptInvitation(token, newcomer, null)])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await findInvitation(token)).toBeNull()
})

test('an expired link and an unknown one look alike', async () => {
  const expired = await invited({ email: 'late@example.com', expiresAt: new Date(Date.now() - 1) })
  const messageOf = (token: string) => acceptInvitation(token, newcomer, null).catch(({ reason, message }) => reason + message)
  expect(await messageOf(expired)).toBe(await messageOf('unknown'))
  expect(await db.user.findUnique({ where: { email: 'late@example.com' } })).toBeNull()
})

test('an address that has an account joins with it and cannot be taken over by a new password', async () => {
  const developer = await createActor('developer')
  const token = await invited({ email: developer.email ?? '' })
  expect(await findInvitation(token)).toMatchObject({ hasAccount: true })
  await expect(acceptInvitation(token, newcomer, null)).rejects.toMatchObject({ reason: 'invitation-account' })
  await joinByInvitation(developer, token)
  expect(await db.membership.count({ where: { userId: developer.userId } })).toBe(2)
})

test('nobody else can use the link, signed in or by a token', async () => {
  const [target, other] = [await createActor('viewer'), await createActor('viewer')]
  const token = await invited({ email: target.email ?? '' })
  await expect(joinByInvitation(other, token)).rejects.toMatchObject({ reason: 'invitation-invalid' })
  await expect(joinByInvitation({ ...target, via: 'token' }, token)).rejects.toMatchObject({ reason: 'invitation-invalid' })
  expect(await findInvitation(token)).not.toBeNull()
})
