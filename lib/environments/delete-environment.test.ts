import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { deleteApplication } from '@/lib/applications/delete-application'
import { db } from '@/lib/db'
import { queue } from '@/lib/queue'
import { createActor, createApplication, createDeployment, createUser } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { deleteEnvironment } from './delete-environment'
import { listReplicas } from './list-replicas'

withTestDatabase()

let admin: Actor
beforeAll(async () => {
  admin = await createActor('admin')
})

const jobs = async () => (await queue('housekeeping').getJobs(['waiting'])).map(({ data }) => data)

test('an environment goes with its history, and the worker is told to clean up', async () => {
  const { application, dev } = await createApplication()
  const live = await createDeployment(dev, { status: 'live' })
  await createDeployment(dev, { status: 'queued' })
  await deleteEnvironment(admin, { application: application.slug, environment: 'dev' })
  expect(await db.deployment.count({ where: { environmentId: dev.id } })).toBe(0)
  expect(await db.release.count({ where: { id: live.releaseId ?? '' } })).toBe(0)
  expect(await db.auditEvent.findFirst({ where: { environmentId: dev.id } })).toMatchObject({ action: 'environment.delete' })
  expect(await jobs()).toContainEqual({ cleanUp: dev.id })
})

test('nothing is deleted while a deployment is active', async () => {
  const { application, dev } = await createApplication()
  const running = await createDeployment(dev, { status: 'running' })
  const refused = { code: 'conflict', reason: 'deployment-active', params: { number: running.number, environment: 'dev' } }
  await expect(deleteEnvironment(admin, { application: application.slug, environment: 'dev' })).rejects.toMatchObject(refused)
  await expect(deleteApplication(admin, application.slug)).rejects.toMatchObject(refused)
  await db.deployment.update({ where: { id: running.id }, data: { status: 'failed' } })
  await deleteApplication(admin, application.slug)
  expect(await db.environment.count({ where: { applicationId: application.id } })).toBe(0)
})

test('a deletion waits for a worker that is taking a deployment, and then refuses', async () => {
  const { application, dev } = await createApplication()
  const queued = await createDeployment(dev)
  let deletion: Promise<void> | undefined
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Environment" WHERE id = ${dev.id}::uuid FOR UPDATE`
    deletion = deleteEnvironment(admin, { application: application.slug, environment: 'dev' })
    deletion.catch(() => {})
    await tx.deployment.update({ where: { id: queued.id }, data: { status: 'running' } })
  })
  await expect(deletion).rejects.toMatchObject({ reason: 'deployment-active' })
})

test('an environment that a policy relies on stays until the policy is changed', async () => {
  const { application } = await createApplication()
  await expect(deleteEnvironment(admin, { application: application.slug, environment: 'pre' })).rejects.toMatchObject({
    reason: 'environment-required',
    params: { environment: 'pre', by: 'prod' },
  })
  await deleteEnvironment(admin, { application: application.slug, environment: 'prod' })
  await deleteEnvironment(admin, { application: application.slug, environment: 'pre' })
})

test('an application goes with its members, tokens and configuration, and only by an admin', async () => {
  const { application } = await createApplication()
  const lead = await createActor('lead', { applicationId: application.id })
  const stranger = await createActor('admin', { applicationId: (await createApplication()).application.id })
  const member = await createUser({ role: 'developer', applicationId: application.id })
  await expect(deleteApplication(lead, application.slug)).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(deleteApplication(stranger, application.slug)).rejects.toMatchObject({ code: 'not-found' })
  await deleteApplication(admin, application.slug)
  expect(await db.membership.count({ where: { userId: member.id } })).toBe(0)
  await expect(deleteApplication(admin, application.slug)).rejects.toMatchObject({ code: 'not-found' })
})

test('containers are listed with their state, the newest deployment first', async () => {
  const { application, dev } = await createApplication()
  const place = { application: application.slug, environment: 'dev' }
  for (const [status, state, slot] of [
    ['superseded', 'warm', 1],
    ['live', 'serving', 2],
  ] as const) {
    const { id } = await createDeployment(dev, { status })
    await db.replica.create({
      data: { environmentId: dev.id, deploymentId: id, index: 0, slot, state, port: 3000, health: 'running' },
    })
  }
  expect(await listReplicas(admin, place)).toMatchObject([{ state: 'serving', health: 'running' }, { state: 'warm' }])
  const stranger = await createActor('lead', { applicationId: (await createApplication()).application.id })
  await expect(listReplicas(stranger, place)).rejects.toMatchObject({ code: 'not-found' })
})
