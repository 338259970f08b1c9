import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { createActor, createApplication, createDeployment } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { findDeployment, getDeployment, getDeploymentByNumber, ListDeploymentsInput, listDeployments } from './queries'

withTestDatabase()

type Made = Awaited<ReturnType<typeof createApplication>>
let shop: Made
let blog: Made
let developer: Actor

beforeAll(async () => {
  shop = await createApplication({ slug: 'shop' })
  blog = await createApplication({ slug: 'blog' })
  developer = await createActor('developer', { applicationId: shop.application.id })
})

const list = (actor: Actor, given: object = {}) => listDeployments(actor, ListDeploymentsInput.parse(given))

test('pages stay as they are while new deployments come', async () => {
  const numbers: number[] = []
  for (let index = 0; index < 5; index++)
    numbers.unshift((await createDeployment(shop.dev, { status: 'failed', finishedAt: new Date() })).number)
  const query = { application: 'shop', limit: 2 }
  const first = await list(developer, query)
  await createDeployment(shop.dev, { status: 'failed' })
  const second = await list(developer, { ...query, cursor: first.nextCursor })
  const third = await list(developer, { ...query, cursor: second.nextCursor })
  expect([...first.items, ...second.items, ...third.items].map(({ number }) => number)).toEqual(numbers)
  expect(third.nextCursor).toBeNull()
})

test("another application's deployments do not exist, under any name", async () => {
  const foreign = await createDeployment(blog.dev)
  for (const id of [foreign.id, 'not-an-id', '00000000-0000-7000-8000-000000000000']) {
    expect(await findDeployment(developer, id)).toBeNull()
    await expect(getDeployment(developer, id)).rejects.toMatchObject({ code: 'not-found' })
  }
  await expect(getDeploymentByNumber(developer, foreign.number)).rejects.toMatchObject({ code: 'not-found' })
  for (const number of [0, -1, 1.5, Number.NaN, 2 ** 40]) {
    await expect(getDeploymentByNumber(developer, number)).rejects.toMatchObject({ code: 'not-found' })
  }
  await expect(list(developer, { application: 'blog' })).rejects.toMatchObject({ code: 'not-found' })
  expect((await list(developer, { limit: 200 })).items.every(({ application }) => application === 'shop')).toBe(true)
})

test('a member of one tier reads the whole application', async () => {
  const tester = await createActor('qa', { applicationId: shop.application.id, tier: 'testing' })
  const inProduction = await createDeployment(shop.prod, { status: 'failed' })
  expect(await getDeployment(tester, inProduction.id)).toMatchObject({ environment: 'prod' })
})

test('lists filter by environment and status', async () => {
  await createDeployment(shop.test, { status: 'rejected' })
  const { items } = await list(developer, { application: 'shop', environment: 'test', status: 'rejected' })
  expect(items).toMatchObject([{ environment: 'test', status: 'rejected' }])
})

test('the place in the queue counts what goes first, and only for what waits', async () => {
  const { dev } = await createApplication()
  const admin = await createActor('admin')
  const running = await createDeployment(dev, { status: 'running' })
  const parked = await createDeployment(dev, { status: 'awaiting_approval' })
  const first = await createDeployment(dev)
  const second = await createDeployment(dev)
  const positions = await Promise.all(
    [running, parked, first, second].map(async ({ id }) => (await getDeployment(admin, id)).queuePosition),
  )
  expect(positions).toEqual([null, null, 2, 3])
  await db.deployment.update({ where: { id: running.id }, data: { status: 'failed' } })
  expect((await getDeployment(admin, second.id)).queuePosition).toBe(2)
})

test('the estimate is what the last releases worked, less what this one has worked', async () => {
  const { dev } = await createApplication()
  const admin = await createActor('admin')
  const at = (ms: number) => new Date(Date.now() + ms)
  for (const seconds of [10, 20, 30]) {
    const done = await createDeployment(dev, { status: 'superseded' })
    await db.deploymentStep.updateMany({
      where: { deploymentId: done.id, name: { in: ['build', 'approve'] } },
      data: { startedAt: at(-seconds * 1000), finishedAt: at(0) },
    })
  }
  const next = await createDeployment(dev, { status: 'running' })
  expect((await getDeployment(admin, next.id)).etaMs).toBe(20_000)
  await db.deploymentStep.updateMany({
    where: { deploymentId: next.id, name: 'build' },
    data: { startedAt: at(-15_000), finishedAt: at(0) },
  })
  expect((await getDeployment(admin, next.id)).etaMs).toBe(5000)
  const elsewhere = await createDeployment(blog.test, { status: 'running' })
  expect((await getDeployment(admin, elsewhere.id)).etaMs).toBeNull()
})
