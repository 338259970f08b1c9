import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { listContainers, removeContainer } from '@/lib/docker/containers'
import { engine } from '@/lib/docker/engine'
import type { Replica } from '@/prisma/generated/client'
import { deploy, registerApplication, type TestApplication, tune, until, visit, withInstallation } from '../testing/installation'
import { expectInvariants } from '../testing/invariants'

const installation = withInstallation()
let app: TestApplication
let deploymentId: string

beforeEach(async () => {
  app = await registerApplication(installation)
  await tune(installation, app, 'dev', { health: { watchMs: 0 } })
  const deployment = await deploy(installation, app, 'dev', [])
  expect(deployment).toMatchObject({ status: 'live', errorMessage: null })
  await until(deployment.id, ({ settledAt }) => settledAt !== null)
  deploymentId = deployment.id
})

const replica = () => db.replica.findFirstOrThrow({ where: { deploymentId } })
const containerOf = ({ containerId }: Replica) => engine().getContainer(containerId ?? '')

/** The environment answers again, and its rows say so. */
async function expectHealed() {
  await until(deploymentId, async () => (await visit(app, 'dev')).status === 200)
  await until(deploymentId, async () => (await replica()).health === 'running')
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'one' })
  await expectInvariants()
}

test('a live container that somebody stopped runs again', async () => {
  await containerOf(await replica()).stop({ t: 1 })
  await expectHealed()
})

test('a live container that somebody killed runs again', async () => {
  await containerOf(await replica()).kill()
  await expectHealed()
})

test('a container of ours that no row knows is removed, and one of others is not touched', async () => {
  const { instanceId } = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  const stray = await copyOf(await replica(), {
    'branchline.replica': crypto.randomUUID(),
    'branchline.environment': crypto.randomUUID(),
  })
  const stranger = await copyOf(await replica(), { 'branchline.instance': 'ffffffff' })
  await until(deploymentId, async () => !(await listContainers({ instance: instanceId })).some(({ id }) => id === stray))
  expect((await engine().getContainer(stranger).inspect()).State.Status).toBe('created')
  await removeContainer(stranger)
  await expectHealed()
})

test('a live container that somebody removed is said to be gone, and its environment says so to visitors', async () => {
  await removeContainer((await replica()).containerId ?? '')
  await until(deploymentId, async () => (await replica()).health === 'removed')
  expect((await visit(app, 'dev')).status).toBe(503)
  expect(await db.deployment.findUniqueOrThrow({ where: { id: deploymentId } })).toMatchObject({ status: 'live' })
})

/** Another container like a replica's, with other labels. */
async function copyOf(row: Replica, labels: Record<string, string>) {
  const { Config } = await containerOf(row).inspect()
  const made = await engine().createContainer({ Image: Config.Image, Labels: { ...Config.Labels, ...labels } })
  return made.id
}
