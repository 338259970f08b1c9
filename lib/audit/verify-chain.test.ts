import { expect, test } from 'vitest'
import { type Actor, systemActor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { createActor, createApplication } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { ListAuditInput, listAudit } from './queries'
import { recordEvent } from './record-event'
import { verifyChain } from './verify-chain'

withTestDatabase()

const record = (actor: Actor, action: string, subject: { applicationId?: string; after?: object } = {}) =>
  db.$transaction((tx) => recordEvent(tx, actor, action, { resource: 'thing', ...subject }))

const list = (actor: Actor, given: object = {}) => listAudit(actor, ListAuditInput.parse(given))

/** As somebody with the owner's rights would. */
async function tamper(statement: string) {
  await db.$executeRawUnsafe('ALTER TABLE "AuditEvent" DISABLE TRIGGER USER')
  await db.$executeRawUnsafe(statement)
  await db.$executeRawUnsafe('ALTER TABLE "AuditEvent" ENABLE TRIGGER USER')
}

test('the chain holds over many writers at once, and breaks at the row that somebody touched', async () => {
  await Promise.all(
    Array.from({ length: 25 }, (_, index) =>
      record(systemActor, 'thing.changed', { after: { index, at: new Date(), text: 'ä"\\' } }),
    ),
  )
  expect(await verifyChain({ chunk: 4 })).toMatchObject({ checked: 25, broken: null, last: { seq: 25n } })

  await tamper(`UPDATE "AuditEvent" SET "actorName" = 'nobody' WHERE seq = 7`)
  expect(await verifyChain({ chunk: 4 })).toMatchObject({ checked: 6, broken: { seq: 7n, problem: 'its content was changed' } })
  await tamper(`UPDATE "AuditEvent" SET "actorName" = 'system' WHERE seq = 7`)
  expect((await verifyChain()).broken).toBeNull()

  await tamper(`UPDATE "AuditEvent" SET after = '{"index": 99}' WHERE seq = 12`)
  expect((await verifyChain()).broken).toMatchObject({ seq: 12n })
  await tamper(`DELETE FROM "AuditEvent" WHERE seq = 12`)
  expect((await verifyChain()).broken).toEqual({ seq: 13n, problem: 'rows are missing between 11 and 13' })
  await tamper(`DELETE FROM "AuditEvent" WHERE seq > 11`)
  expect(await verifyChain()).toMatchObject({ checked: 11, broken: null })
})

test('people see what happened in their applications; what concerns the installation is for admins', async () => {
  const shop = (await createApplication({ slug: 'shop' })).application
  const blog = (await createApplication({ slug: 'blog' })).application
  const [admin, everywhere, local] = await Promise.all([
    createActor('admin'),
    createActor('viewer'),
    createActor('viewer', { applicationId: shop.id }),
  ])
  await record(admin, 'deployment.live', { applicationId: shop.id })
  await record(admin, 'deployment.live', { applicationId: blog.id })
  await record(admin, 'member.invite')
  const seen = async (actor: Actor) =>
    (await list(actor, { limit: 3 })).items.map(({ action, application }) => [action, application])
  expect(await seen(admin)).toEqual([
    ['member.invite', null],
    ['deployment.live', 'blog'],
    ['deployment.live', 'shop'],
  ])
  expect((await seen(everywhere)).slice(0, 2)).toEqual([
    ['deployment.live', 'blog'],
    ['deployment.live', 'shop'],
  ])
  expect(await seen(local)).toEqual([['deployment.live', 'shop']])
  await expect(list(local, { application: 'blog' })).rejects.toMatchObject({ code: 'not-found' })
  const tokenWithoutScope: Actor = { ...local, via: 'token', scopes: ['branch.read'] }
  await expect(list(tokenWithoutScope)).rejects.toMatchObject({ code: 'not-allowed' })
})

test('filters and pages', async () => {
  const admin = await createActor('admin', { name: 'Grace Hopper' })
  const before = new Date()
  for (const action of ['config.update', 'config.delete', 'configuration.other']) await record(admin, action)
  const actions = async (given: object) => (await list(admin, given)).items.map(({ action }) => action)
  expect(await actions({ actor: 'grace' })).toEqual(['configuration.other', 'config.delete', 'config.update'])
  expect(await actions({ actor: admin.userId, action: 'config' })).toEqual(['config.delete', 'config.update'])
  expect(await actions({ action: 'config.update', from: before.toISOString() })).toEqual(['config.update'])
  expect(await actions({ actor: '%', from: before.toISOString() })).toEqual([])
  expect(await actions({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([])
  const first = await list(admin, { actor: 'grace', limit: 2 })
  await record(admin, 'config.update')
  const second = await list(admin, { actor: 'grace', limit: 2, cursor: first.nextCursor })
  expect(second.items.map(({ action }) => action)).toEqual(['config.update'])
  expect(second.nextCursor).toBeNull()
})
