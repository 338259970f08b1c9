import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyPassword } from '@/lib/access/passwords'
import { db } from '@/lib/db'
import { announce } from '@/lib/events'
import { answer } from '@/lib/queue'
import { createActor, createApplication, createInstallation } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { findDemoApplication, findGitAccess } from './application'
import { ensureBaseImage, removeBaseImage } from './base-image'
import { installDemo } from './install-demo'
import { removeDemo } from './remove-demo'
import { ensureRepository } from './repository'
import { demoFolder, readState } from './state'

process.env.BRANCHLINE_ALLOWED_HOSTS = '127.0.0.1:4007,127.0.0.1:4008'
const gitPort = 4007

withTestDatabase()
let worker: ReturnType<typeof answer>

/** Answers the requests for a first fetch as a worker does, so that nobody waits for one. */
beforeAll(() => {
  worker = answer('housekeeping', 1, async (job) => {
    if ('fetchMirror' in job) await announce(db, { type: 'application', applicationId: job.fetchMirror })
  })
})
afterAll(() => worker.close())

beforeEach(async () => {
  await db.application.deleteMany()
  await db.user.deleteMany()
  await rm(demoFolder(), { recursive: true, force: true })
  await createInstallation()
})
afterAll(() => removeBaseImage())

const shop = () =>
  db.application.findUniqueOrThrow({ where: { slug: 'shop' }, include: { environments: { orderBy: { position: 'asc' } } } })
const countDeployments = () => db.deployment.count({ where: { environment: { slug: 'dev' } } })

test('the first start makes the shop, three accounts of it alone, and asks for its base in dev', async () => {
  const installed = await installDemo({ gitPort })
  expect(await shop()).toMatchObject({ isDemo: true, repositoryUrl: `http://127.0.0.1:${gitPort}/shop.git` })
  expect((await shop()).environments.map(({ slug }) => slug)).toEqual(['dev', 'test', 'pre', 'prod'])
  expect(installed?.accounts.map(({ role }) => role)).toEqual(['developer', 'qa', 'lead'])
  for (const { email, password, role } of installed?.accounts ?? []) {
    const user = await db.user.findUniqueOrThrow({ where: { email }, include: { memberships: true } })
    expect(await verifyPassword(user.passwordHash, password)).toBe(true)
    expect(user.memberships).toMatchObject([{ role, applicationId: (await shop()).id, tier: null }])
  }
  expect(await db.deployment.findMany()).toMatchObject([{ status: 'queued', requestedByName: 'system', requestedBranches: [] }])
})

test('a second start neither repeats nor tells anything', async () => {
  await installDemo({ gitPort })
  const before = await db.user.findMany({ select: { passwordHash: true } })
  expect(await installDemo({ gitPort })).toBeNull()
  expect(await countDeployments()).toBe(1)
  expect(await db.user.findMany({ select: { passwordHash: true } })).toEqual(before)
})

test('an installation that was killed before its end is finished by the next start', async () => {
  await installDemo({ gitPort })
  await rm(path.join(demoFolder(), 'state'))
  await db.deployment.deleteMany()
  const installed = await installDemo({ gitPort })
  expect(installed?.accounts).toHaveLength(3)
  expect(await db.user.count()).toBe(3)
  expect(await countDeployments()).toBe(1)
})

test('another port reaches the application', async () => {
  await installDemo({ gitPort })
  await installDemo({ gitPort: 4008 })
  expect(await shop()).toMatchObject({ repositoryUrl: 'http://127.0.0.1:4008/shop.git', repositoryUsername: 'demo' })
  expect((await shop()).repositoryPassword).not.toBeNull()
})

test('who has applications of their own gets no demo', async () => {
  await createApplication()
  expect(await installDemo({ gitPort })).toBeNull()
  expect(await findDemoApplication()).toBeNull()
})

describe('removing', () => {
  beforeEach(async () => {
    await installDemo({ gitPort })
    await ensureRepository(demoFolder())
  })

  const expectGone = async () => {
    expect(await findDemoApplication()).toBeNull()
    expect(await db.user.count({ where: { isDemo: true } })).toBe(0)
    expect(existsSync(path.join(demoFolder(), 'shop.git'))).toBe(false)
    expect(await readState(demoFolder())).toBe('removed')
  }

  test('one click removes it for good', async () => {
    await removeDemo(await createActor('admin'))
    await expectGone()
    expect(await installDemo({ gitPort })).toBeNull()
    await expectGone()
  })

  test('it is for admins', async () => {
    const lead = await createActor('lead', { applicationId: (await shop()).id })
    await expect(removeDemo(lead)).rejects.toMatchObject({ code: 'not-allowed' })
    expect(await readState(demoFolder())).toBe('installed')
  })

  test.each([
    ['a second click', async () => removeDemo(await createActor('admin'))],
    ['the next start', () => installDemo({ gitPort })],
  ])('a removal that was killed halfway, like a shop deleted by hand, is finished by %s', async (_, finish) => {
    await db.application.deleteMany()
    await finish()
    await expectGone()
  })

  test('while it is being deployed it is refused, and nothing is lost', async () => {
    await db.deployment.updateMany({ data: { status: 'running' } })
    await expect(removeDemo(await createActor('admin'))).rejects.toMatchObject({ reason: 'deployment-active' })
    expect(await readState(demoFolder())).toBe('installed')
    expect(await db.user.count({ where: { isDemo: true } })).toBe(3)
  })
})

test('whoever may push is told how, others are not', async () => {
  await installDemo({ gitPort })
  const application = await shop()
  const developer = await createActor('developer', { applicationId: application.id })
  const viewer = await createActor('viewer', { applicationId: application.id })
  expect(await findGitAccess(developer, application)).toMatchObject({
    username: 'demo',
    password: expect.stringMatching(/.{20}/),
  })
  expect(await findGitAccess(viewer, application)).toBeNull()
  expect(await findGitAccess(developer, { ...application, isDemo: false })).toBeNull()
})

test('the base image is made from the Node that runs, once', async () => {
  const imageId = await ensureBaseImage()
  expect(await ensureBaseImage()).toBe(imageId)
  await removeBaseImage()
  await removeBaseImage()
})
