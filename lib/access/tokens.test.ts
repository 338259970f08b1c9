import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { createActor, createApplication } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import type { Actor } from './actor'
import { actorFromToken } from './actor-from-token'
import { CreateTokenInput, createToken } from './create-token'
import { deleteToken } from './delete-token'
import { listTokens } from './tokens'

withTestDatabase()

let shop: { id: string; slug: string }
let blog: { id: string; slug: string }
let admin: Actor & { userId: string }
let developer: Actor & { userId: string }

beforeAll(async () => {
  shop = (await createApplication()).application
  blog = (await createApplication()).application
  admin = await createActor('admin')
  developer = await createActor('developer', { applicationId: shop.id })
})

const input = (given: Partial<CreateTokenInput> = {}) => CreateTokenInput.parse({ name: 'ci', scopes: ['*'], ...given })
const as = async (token: string) => (await actorFromToken(token, '192.0.2.1')) as Actor

test('a token is shown once, kept as a hash, and acts as its person', async () => {
  const { token, id } = await createToken(developer, input({ application: shop.slug, scopes: ['deployment.*'] }))
  expect(token).toMatch(/^brl_[A-Za-z0-9_-]{43}$/)
  const row = await db.apiToken.findUniqueOrThrow({ where: { id } })
  expect(JSON.stringify(row)).not.toContain(token.slice(10))
  const actor = await as(token)
  expect(actor).toMatchObject({
    userId: developer.userId,
    via: 'token',
    tokenId: id,
    tokenApplicationId: shop.id,
    address: '192.0.2.1',
  })
  const recorded = await db.auditEvent.findFirst({ where: { action: 'token.create', resource: 'token ci' } })
  expect(JSON.stringify(recorded?.after)).not.toContain(token.slice(10))
})

test('unknown, malformed, expired and revoked tokens and those of disabled people are nobody', async () => {
  const gone = await createToken(developer, input())
  await deleteToken(developer, gone.id)
  const late = await createToken(developer, input())
  await db.apiToken.update({ where: { id: late.id }, data: { expiresAt: new Date(Date.now() - 1) } })
  const leaver = await createActor('viewer')
  const left = await createToken(leaver, input())
  await db.user.update({ where: { id: leaver.userId }, data: { isDisabled: true } })
  for (const text of [gone.token, late.token, left.token, '', '%zz', 'brl_', `brl_${'x'.repeat(43)}`, `brl_${'\0'.repeat(43)}`]) {
    expect(await actorFromToken(text, null)).toBeNull()
  }
})

test('the time of last use is written at most once a minute', async () => {
  const { token, id } = await createToken(developer, input())
  const usedAt = async () => (await db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt
  await as(token)
  const first = await usedAt()
  await as(token)
  expect(await usedAt()).toEqual(first)
  await db.apiToken.update({ where: { id }, data: { lastUsedAt: new Date(Date.now() - 61_000) } })
  await as(token)
  expect((await usedAt())?.getTime()).toBeGreaterThanOrEqual((first as Date).getTime())
})

test("a scope beyond one's own rights and an unknown scope are refused", async () => {
  await expect(createToken(developer, input({ scopes: ['member.update'] }))).rejects.toThrow(/not among your own rights/)
  expect(CreateTokenInput.safeParse({ name: 'x', scopes: ['deployment.destroy'] }).success).toBe(false)
  expect(CreateTokenInput.safeParse({ name: 'x', scopes: ['nothing.*'] }).success).toBe(false)
  await expect(createToken(developer, input({ application: blog.slug }))).rejects.toThrow(/does not exist/)
})

test('a token cannot make one that does more, elsewhere, or for longer', async () => {
  const day = 86_400_000
  const soon = new Date(Date.now() + day).toISOString()
  const scopes = ['token.create', 'application.read', 'branch.read']
  const maker = await as((await createToken(admin, input({ scopes, expiresAt: soon }))).token)
  await expect(createToken(maker, input({ scopes: ['*'], expiresAt: soon }))).rejects.toThrow(/scope \*/)
  await expect(createToken(maker, input({ scopes: ['branch.*'], expiresAt: soon }))).rejects.toThrow(/scope branch/)
  await expect(createToken(maker, input({ scopes: ['branch.read'] }))).rejects.toThrow(/outlives/)
  expect(await createToken(maker, input({ scopes: ['branch.read'], expiresAt: soon }))).toHaveProperty('token')

  const bound = await as((await createToken(admin, input({ application: shop.slug }))).token)
  await expect(createToken(bound, input())).rejects.toThrow(/do not reach/)
  await expect(createToken(bound, input({ application: blog.slug }))).rejects.toThrow(/does not exist/)
  expect(await createToken(bound, input({ application: shop.slug }))).toMatchObject({ application: shop.slug })
})

test('people see and delete their own tokens, admins all, others none', async () => {
  const mine = await createToken(developer, input({ name: 'mine' }))
  const stranger = await createActor('lead', { applicationId: blog.id })
  const page = { limit: 200 }
  const ids = async (actor: Actor) => (await listTokens(actor, page)).items.map(({ id }) => id)
  expect(await ids(developer)).toContain(mine.id)
  expect(await ids(stranger)).toEqual([])
  expect(await ids(admin)).toContain(mine.id)
  await expect(deleteToken(stranger, mine.id)).rejects.toMatchObject({ code: 'not-found' })
  await expect(deleteToken(admin, 'not-an-id')).rejects.toMatchObject({ code: 'not-found' })
  await deleteToken(admin, mine.id)
  expect(await ids(developer)).not.toContain(mine.id)
  await expect(deleteToken(admin, mine.id)).rejects.toMatchObject({ code: 'not-found' })
})

test('pages of tokens stay as they are while new ones come', async () => {
  const person = await createActor('viewer')
  for (const name of ['a', 'b', 'c']) await createToken(person, input({ name }))
  const first = await listTokens(person, { limit: 2 })
  await createToken(person, input({ name: 'd' }))
  const second = await listTokens(person, { limit: 2, cursor: first.nextCursor ?? undefined })
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['c', 'b', 'a'])
  expect(second.nextCursor).toBeNull()
})
