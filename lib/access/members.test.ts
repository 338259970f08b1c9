import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { createActor, createApplication, createUser } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import type { Actor } from './actor'
import { actorFromToken } from './actor-from-token'
import { createToken } from './create-token'
import { acceptInvitation, findInvitation } from './invitations'
import { InviteMemberInput, inviteMember, withdrawInvitation } from './invite-member'
import { listInvitations, listMembers } from './members'
import { createSession, findSessionActor } from './sessions'
import { removeMember, updateMember } from './update-member'

withTestDatabase()

let shop: { id: string; slug: string }
let blog: { id: string; slug: string }
let admin: Actor & { userId: string }

beforeAll(async () => {
  shop = (await createApplication()).application
  blog = (await createApplication()).application
  admin = await createActor('admin')
})

const idOf = async (userId: string) => (await db.membership.findFirstOrThrow({ where: { userId } })).id
const invite = (actor: Actor, given: object) => inviteMember(actor, InviteMemberInput.parse({ role: 'developer', ...given }))

test('the last admin can neither be demoted nor removed', async () => {
  const id = await idOf(admin.userId)
  await createUser({ role: 'admin', isDisabled: true })
  await createUser({ role: 'admin', applicationId: shop.id })
  await expect(updateMember(admin, id, { role: 'lead' })).rejects.toMatchObject({ reason: 'last-admin' })
  await expect(removeMember(admin, id)).rejects.toMatchObject({ reason: 'last-admin' })
})

test('of two admins who demote each other in the same instant one stays', async () => {
  const second = await createActor('admin')
  const [a, b] = await Promise.all([idOf(admin.userId), idOf(second.userId)])
  const outcomes = await Promise.allSettled([updateMember(admin, b, { role: 'lead' }), updateMember(second, a, { role: 'lead' })])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await db.membership.update({ where: { id: a }, data: { role: 'admin' } })
  await db.membership.update({ where: { id: b }, data: { role: 'viewer' } })
})

test('another role ends the sessions, and the last role the tokens too', async () => {
  const person = await createActor('developer', { applicationId: shop.id })
  const { token } = await createToken(person, { name: 'ci', scopes: ['*'], application: shop.slug })
  const session = await createSession(person.userId, { address: null, userAgent: null })
  const id = await idOf(person.userId)
  expect(await updateMember(admin, id, { role: 'qa' })).toMatchObject({ role: 'qa', application: shop.slug, tier: null })
  expect(await findSessionActor(session.id, null)).toBeNull()
  expect(await actorFromToken(token, null)).toMatchObject({ memberships: [{ role: 'qa' }] })
  await removeMember(admin, id)
  expect(await actorFromToken(token, null)).toBeNull()
  await expect(removeMember(admin, id)).rejects.toMatchObject({ code: 'not-found' })
})

test('an application admin manages that application alone, a lead looks on, others see nothing', async () => {
  const local = await createActor('admin', { applicationId: shop.id })
  const lead = await createActor('lead', { applicationId: shop.id })
  const developer = await createActor('developer', { applicationId: shop.id })
  const elsewhere = await createUser({ role: 'developer', applicationId: blog.id })
  const emails = async (actor: Actor) => (await listMembers(actor, { limit: 200 })).items.map(({ email }) => email)
  expect(await emails(lead)).toEqual(expect.arrayContaining([developer.email, admin.email]))
  expect(await emails(lead)).not.toContain(elsewhere.email)
  await expect(listMembers(developer, { limit: 50 })).rejects.toMatchObject({ code: expect.stringMatching(/not-/) })
  await expect(updateMember(lead, await idOf(developer.userId), { role: 'lead' })).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(updateMember(local, await idOf(elsewhere.id), { role: 'viewer' })).rejects.toMatchObject({ code: 'not-found' })
  await expect(invite(local, { email: 'a@branchline.test' })).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(invite(local, { email: 'a@branchline.test', application: blog.slug })).rejects.toMatchObject({ code: 'not-found' })
  expect(await invite(local, { email: 'a@branchline.test', application: shop.slug })).toHaveProperty('url')
})

test('an invitation is a link for one use; a newer one replaces it, and it can be withdrawn', async () => {
  const tokenIn = (url: string) => url.slice(url.lastIndexOf('/') + 1)
  const first = await invite(admin, { email: 'New@Branchline.test', application: shop.slug, tier: 'testing' })
  const second = await invite(admin, { email: 'new@branchline.test', application: shop.slug, tier: 'testing' })
  expect(await findInvitation(tokenIn(first.url))).toBeNull()
  expect(await listInvitations(admin)).toContainEqual(expect.objectContaining({ id: second.id, email: 'new@branchline.test' }))
  await acceptInvitation(tokenIn(second.url), { name: 'New', password: 'correct horse battery staple' }, null)
  const joined = await db.user.findUniqueOrThrow({ where: { email: 'new@branchline.test' }, include: { memberships: true } })
  expect(joined.memberships).toMatchObject([{ role: 'developer', applicationId: shop.id, tier: 'testing' }])
  await expect(invite(admin, { email: joined.email, application: shop.slug, tier: 'testing' })).rejects.toMatchObject({
    reason: 'member-already',
  })

  const third = await invite(admin, { email: 'third@branchline.test' })
  await expect(withdrawInvitation(await createActor('lead'), third.id)).rejects.toMatchObject({ code: 'not-found' })
  await withdrawInvitation(admin, third.id)
  expect(await findInvitation(tokenIn(third.url))).toBeNull()
})
