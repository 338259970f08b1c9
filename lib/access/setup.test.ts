import { createHash } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { createUser } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { createFirstAdmin, isSetUp, isSetupTokenRight, setUp } from './setup'

withTestDatabase()

const token = 'the one-time token of the terminal'
const person = (email: string) => ({ name: 'Ada', email, password: 'correct horse battery' })

beforeEach(async () => {
  await db.user.deleteMany()
  const setupTokenHash = createHash('sha256').update(token).digest('hex')
  await db.installation.upsert({
    where: { id: 1 },
    create: { instanceId: 'deadbeef', setupTokenHash },
    update: { setupTokenHash },
  })
})

test('the holder of the token becomes the admin of everything, and set-up closes', async () => {
  expect(await isSetupTokenRight(token)).toBe(true)
  const user = await setUp(token, person(' Ada@Example.com '), '192.0.2.1')
  expect(user.email).toBe('ada@example.com')
  expect(await db.membership.findMany({ where: { userId: user.id } })).toMatchObject([{ role: 'admin', applicationId: null }])
  expect(await isSetUp()).toBe(true)
  expect(await isSetupTokenRight(token)).toBe(false)
  await expect(setUp(token, person('eve@example.com'), null)).rejects.toMatchObject({ reason: 'setup-closed' })
})

test('another token makes nobody', async () => {
  await expect(setUp('guessed', person('eve@example.com'), null)).rejects.toMatchObject({ reason: 'setup-token' })
  expect(await isSetUp()).toBe(false)
})

test('without a token in the database no token fits, not even an empty one', async () => {
  await db.installation.update({ where: { id: 1 }, data: { setupTokenHash: null } })
  await expect(setUp('', person('eve@example.com'), null)).rejects.toMatchObject({ reason: 'setup-token' })
})

test('of many set-ups in the same instant exactly one wins', async () => {
  const people = Array.from({ length: 6 }, (_, index) => person(`person${index}@example.com`))
  const outcomes = await Promise.allSettled(people.map((each) => setUp(token, each, null)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await db.user.count()).toBe(1)
})

test('unattended set-up makes the admin once, and beside a set-up by hand only one of the two', async () => {
  const [first, second] = await Promise.allSettled([
    createFirstAdmin(person('env@example.com')),
    setUp(token, person('hand@example.com'), null),
  ])
  expect([first.status === 'fulfilled' && first.value !== null, second.status === 'fulfilled'].filter(Boolean)).toHaveLength(1)
  expect(await createFirstAdmin(person('again@example.com'))).toBeNull()
  expect(await db.user.count()).toBe(1)
})

test('the accounts of the demo do not close set-up', async () => {
  await createUser({ isDemo: true })
  expect(await isSetUp()).toBe(false)
  await expect(setUp(token, person('ada@example.com'), null)).resolves.toHaveProperty('id')
})
