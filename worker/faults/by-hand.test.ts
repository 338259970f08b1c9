import { beforeEach, expect, test } from 'vitest'
import { PutVariablesInput } from '@/lib/config/input'
import { getVariables, putVariables } from '@/lib/config/put-variables'
import { db } from '@/lib/db'
import { RollbackInput } from '@/lib/deployments/input'
import { rollBack } from '@/lib/deployments/roll-back'
import { listContainers, removeContainer } from '@/lib/docker/containers'
import { engine } from '@/lib/docker/engine'
import type { Replica } from '@/prisma/generated/client'
import { deployUpTo } from '../testing/hold'
import {
  deploy,
  registerApplication,
  stopProcess,
  type TestApplication,
  tune,
  until,
  untilOver,
  visit,
  withInstallation,
} from '../testing/installation'
import { expectInvariants } from '../testing/invariants'
import { startLoad } from '../testing/load'

const installation = withInstallation()
let app: TestApplication
let deploymentId: string

beforeEach(async () => {
  app = await registerApplication(installation)
  await tune(installation, app, 'dev', { health: { watchMs: 0 }, strategy: { drainMs: 1000 } })
  await setColour('one')
  await deployAndSettle()
})

/** The tests' `deploymentId` is live, and nothing of it is left to do. */
async function deployAndSettle() {
  const deployment = await deploy(installation, app, 'dev', [])
  expect(deployment).toMatchObject({ status: 'live', errorMessage: null })
  deploymentId = deployment.id
  await until(deploymentId, ({ settledAt }) => settledAt !== null)
}

async function setColour(value: string) {
  const place = { application: app.slug, environment: 'dev' }
  const { version } = await getVariables(installation.admin, place.application, place.environment)
  const input = PutVariablesInput.parse({ items: [{ key: 'COLOUR', value, secret: true }] })
  await putVariables(installation.admin, place, input, version)
}

const replica = () => db.replica.findFirstOrThrow({ where: { deploymentId } })
const containerOf = ({ containerId }: Replica) => engine().getContainer(containerId ?? '')
const isMadeAgain =
  ({ id, containerId }: Replica) =>
  async () =>
    (await db.replica.count({ where: { id, containerId: { not: containerId } } })) === 1

/** The environment answers again, and its rows say so. */
async function expectHealed() {
  await until(deploymentId, async () => (await visit(app, 'dev')).status === 200)
  await until(
    deploymentId,
    async () => (await db.replica.count({ where: { deploymentId, state: 'serving', health: 'running' } })) === 1,
  )
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

test('a live container that somebody removed is made again in its place, with the configuration of its release', async () => {
  const before = await replica()
  await setColour('two')
  await removeContainer(before.containerId ?? '')
  await until(deploymentId, isMadeAgain(before))
  await expectHealed()
  const { id, slot } = await replica()
  expect({ id, slot }).toEqual({ id: before.id, slot: before.slot })
  expect((await visit(app, 'dev', '/env')).json()).toMatchObject({ COLOUR: 'one', PORT: '3000' })
  const { HostConfig } = await containerOf(await replica()).inspect()
  expect(HostConfig.RestartPolicy).toMatchObject({ Name: 'unless-stopped' })
  await until(deploymentId, async () => (await db.runtimeLine.count({ where: { deploymentId, stream: 'system' } })) === 1)
})

test('what was made again gets no visitor before it is healthy', async () => {
  await tune(installation, app, 'dev', { health: { path: '/slow', timeoutMs: 200, deadlineMs: 1000 } })
  await removeContainer((await replica()).containerId ?? '')
  await until(deploymentId, async () => (await replica()).health?.includes('did not answer /slow') === true)
  expect(await replica()).toMatchObject({ state: 'starting' })
  expect((await containerOf(await replica()).inspect()).State.Running).toBe(true)
  expect((await visit(app, 'dev')).status).toBe(503)
  await tune(installation, app, 'dev', { health: { path: '/', timeoutMs: 3000 } })
  await expectHealed()
})

test('of several live containers those that stay answer every visitor while one is made again', async () => {
  await tune(installation, app, 'dev', { replicas: 2 })
  await deployAndSettle()
  const { load, stop } = startLoad(app, 'dev', { quick: 4, slow: 0 })
  const first = await replica()
  await removeContainer(first.containerId ?? '')
  await until(deploymentId, isMadeAgain(first))
  await until(deploymentId, async () => (await db.replica.count({ where: { deploymentId, state: 'serving' } })) === 2)
  const answered = load.answered
  await until(deploymentId, () => load.answered > answered + 40)
  await stop()
  // What ran on the container in the instant of its end is lost, nothing after it.
  expect(load.failures.length).toBeLessThanOrEqual(4)
  await expectInvariants()
})

test('a live container whose image is gone too is said to be so, and the next deployment brings the environment back', async () => {
  const { imageId } = await db.deployment.findUniqueOrThrow({ where: { id: deploymentId } })
  await stopProcess(installation.worker, 'SIGTERM')
  await removeContainer((await replica()).containerId ?? '')
  await engine()
    .getImage(imageId ?? '')
    .remove({ force: true })
  await installation.startWorker()
  await until(deploymentId, async () => (await replica()).health?.includes('no longer on the engine') === true)
  expect((await visit(app, 'dev')).status).toBe(503)
  expect(await db.deployment.findUniqueOrThrow({ where: { id: deploymentId } })).toMatchObject({ status: 'live' })
  await deployAndSettle()
  await expectHealed()
})

test('a live container removed while a deployment runs is made again, and the deployment goes on', async () => {
  const before = await replica()
  const { id, environmentId, release } = await deployUpTo(installation, app, 'dev', [], 'start')
  const { fence } = await db.environment.findUniqueOrThrow({ where: { id: environmentId } })
  await removeContainer(before.containerId ?? '')
  await until(deploymentId, isMadeAgain(before))
  await expectHealed()
  expect(await db.environment.findUniqueOrThrow({ where: { id: environmentId } })).toMatchObject({ fence })
  await release()
  expect(await untilOver(id)).toMatchObject({ status: 'live', errorMessage: null, attempts: 1 })
})

test('a live container removed while requests finish on the one before it is made again', async () => {
  await tune(installation, app, 'dev', { strategy: { drainMs: 5000 } })
  const slow = visit(app, 'dev', '/slow')
  const next = await deploy(installation, app, 'dev', [])
  deploymentId = next.id
  const before = await replica()
  await removeContainer(before.containerId ?? '')
  await until(deploymentId, isMadeAgain(before))
  expect((await slow).text).toBe('slow one')
  await until(deploymentId, ({ settledAt }) => settledAt !== null)
  await expectHealed()
})

test('a warm container that somebody removed is forgotten, and a return starts another', async () => {
  const before = await replica()
  await app.repository.commit('main', { version: 'two' })
  await deployAndSettle()
  expect(await db.replica.findUniqueOrThrow({ where: { id: before.id } })).toMatchObject({ state: 'warm' })
  await removeContainer(before.containerId ?? '')
  await until(deploymentId, async () => (await db.replica.count({ where: { id: before.id } })) === 0)
  const { id } = await rollBack(installation.admin, { application: app.slug, environment: 'dev' }, RollbackInput.parse({}))
  deploymentId = id
  expect(await untilOver(id)).toMatchObject({ status: 'live', errorMessage: null })
  await expectHealed()
})

/** Another container like a replica's, with other labels. */
async function copyOf(row: Replica, labels: Record<string, string>) {
  const { Config } = await containerOf(row).inspect()
  const made = await engine().createContainer({ Image: Config.Image, Labels: { ...Config.Labels, ...labels } })
  return made.id
}
