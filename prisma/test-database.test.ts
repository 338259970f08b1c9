import { expect, test } from 'vitest'
import { db } from '@/lib/db'
import { createApplication, createDeployment } from './factories'
import { withTestDatabase } from './test-database'

withTestDatabase()

test('a test file has a migrated database of its own', async () => {
  const [row] = await db.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`
  expect(row?.name).toMatch(/^branchline_test_[0-9a-f]{12}$/)
  expect(await db.application.count()).toBe(0)
})

test('the factories make an application with its line and a deployment with its steps', async () => {
  const { application, prod } = await createApplication({ slug: 'shop' })
  const deployment = await createDeployment(prod, { status: 'live' })
  const steps = await db.deploymentStep.findMany({ where: { deploymentId: deployment.id }, orderBy: { position: 'asc' } })
  expect(prod.domain).toBe('prod.shop.localhost')
  expect(application.baseBranch).toBe('main')
  expect(steps.map(({ name }) => name)).toContain('switch')
})

test('audit rows cannot be changed, not even by the tests', async () => {
  await db.auditEvent.create({
    data: { seq: 1n, at: new Date(), actorName: 'somebody', action: 'x', resource: 'y', previousHash: '0', hash: '1' },
  })
  await expect(db.auditEvent.updateMany({ data: { actorName: 'nobody' } })).rejects.toThrow(/never changed/)
})
