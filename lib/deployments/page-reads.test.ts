import { expect, test } from 'vitest'
import { db } from '@/lib/db'
import { createActor, createApplication, createDeployment, createRelease, createUser } from '@/prisma/factories'
import type { Environment } from '@/prisma/generated/client'
import { withTestDatabase } from '@/prisma/test-database'
import { findAwaited } from './awaited'
import { listPending } from './list-pending'
import { numbersOf } from './numbers'
import { listRollbackTargets } from './rollback-targets'
import { getUsualDurations } from './usual-durations'

withTestDatabase()

async function setUp() {
  const made = await createApplication()
  const viewer = await createActor('viewer', { applicationId: made.application.id })
  const place = (environment: Environment) => ({ application: made.application.slug, environment: environment.slug })
  return { ...made, viewer, place }
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

test('every earlier release is offered once, the newest first, and says whether its image is kept', async () => {
  const { dev, application, viewer, place } = await setUp()
  const [first, second, live] = [await createRelease(dev), await createRelease(dev), await createRelease(dev)]
  const image = (name: string) => `sha256:${name.repeat(64)}`
  await db.image.create({ data: { applicationId: application.id, buildKey: 'key', imageId: image('a') } })
  await db.image.create({ data: { applicationId: application.id, buildKey: 'gone', imageId: image('b'), removedAt: new Date() } })
  const was = (releaseId: string, imageId: string, minutes: number) =>
    createDeployment(dev, { status: 'superseded', releaseId, imageId, liveAt: minutesAgo(minutes) })
  await was(first.id, image('a'), 40)
  const lost = await was(second.id, image('b'), 30)
  const again = await was(first.id, image('a'), 20)
  await was(live.id, image('a'), 10)
  await createDeployment(dev, { status: 'live', releaseId: live.id, imageId: image('a') })
  const targets = await listRollbackTargets(viewer, place(dev))
  expect(targets.map(({ number, isImageKept }) => [number, isImageKept])).toEqual([
    [again.number, true],
    [lost.number, false],
  ])
})

test('a target names the deployments since then that migrated the database, and knows whether it still runs', async () => {
  const { dev, viewer, place } = await setUp()
  const target = await createDeployment(dev, { status: 'superseded', liveAt: minutesAgo(20) })
  const migrating = await createDeployment(dev, { status: 'live' })
  await db.deploymentStep.updateMany({ where: { deploymentId: migrating.id, name: 'migrate' }, data: { status: 'done' } })
  await db.replica.create({
    data: {
      environmentId: dev.id,
      deploymentId: target.id,
      index: 0,
      slot: 1,
      port: 3000,
      state: 'warm',
      warmUntil: minutesAgo(-5),
    },
  })
  expect(await listRollbackTargets(viewer, place(dev))).toMatchObject([
    { id: target.id, migrations: [migrating.number], isWarm: true, isImageKept: false },
  ])
})

test('usual times are those of the same kind in the same environment that became live before', async () => {
  const { dev, test: other, viewer } = await setUp()
  const took = async (environment: Environment, seconds: number, given: object = {}) => {
    const done = await createDeployment(environment, { status: 'superseded', ...given })
    const startedAt = minutesAgo(5)
    await db.deploymentStep.updateMany({
      where: { deploymentId: done.id, name: { in: ['build', 'approve'] } },
      data: { status: 'done', startedAt, finishedAt: new Date(startedAt.getTime() + seconds * 1000) },
    })
  }
  for (const seconds of [10, 20, 30]) await took(dev, seconds)
  await took(dev, 500, { status: 'failed', liveAt: null })
  await took(other, 900)
  const next = await createDeployment(dev)
  const usual = await getUsualDurations(viewer, next.id)
  expect(usual.steps.build).toMatchObject({ medianMs: 20_000 })
  expect(usual.totalMs).toMatchObject({ medianMs: 20_000, p90Ms: 28_000 })
  expect(await getUsualDurations(viewer, (await createDeployment(other, { kind: 'restart' })).id)).toEqual({
    steps: {},
    totalMs: null,
  })
})

test('what is under way is listed with what goes first, and nothing that is over', async () => {
  const { dev, viewer, place } = await setUp()
  await createDeployment(dev, { status: 'failed' })
  const running = await createDeployment(dev, { status: 'running' })
  const waiting = await createDeployment(dev)
  expect(await listPending(viewer, place(dev))).toMatchObject([
    { id: running.id, queuePosition: null },
    { id: waiting.id, queuePosition: 2 },
  ])
})

test('a parked deployment says who may approve it, without who asked and who has already spoken', async () => {
  const { prod, application, viewer } = await setUp()
  const asker = await createUser({ role: 'lead', applicationId: application.id, name: 'Asker' })
  await createUser({ role: 'lead', applicationId: application.id, name: 'Lead' })
  await createUser({ role: 'developer', applicationId: application.id, name: 'Developer' })
  const release = await createRelease(prod)
  const parked = await createDeployment(prod, { status: 'awaiting_approval', releaseId: release.id, requestedById: asker.id })
  expect(await findAwaited(viewer, parked.id)).toEqual({ missing: 1, names: ['Lead'] })
})

test("another application's deployments keep even their numbers", async () => {
  const [own, foreign] = [await setUp(), await setUp()]
  const mine = await createDeployment(own.dev)
  const theirs = await createDeployment(foreign.dev)
  expect(await numbersOf(own.viewer, [mine.id, theirs.id, null])).toEqual(new Map([[mine.id, mine.number]]))
  await expect(listPending(own.viewer, foreign.place(foreign.dev))).rejects.toMatchObject({ code: 'not-found' })
  await expect(listRollbackTargets(own.viewer, foreign.place(foreign.dev))).rejects.toMatchObject({ code: 'not-found' })
  await expect(getUsualDurations(own.viewer, theirs.id)).rejects.toMatchObject({ code: 'not-found' })
})
