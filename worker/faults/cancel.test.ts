import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { cancelDeployment } from '@/lib/deployments/cancel-deployment'
import { DeployInput } from '@/lib/deployments/input'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import type { StepName } from '@/lib/deployments/status'
import { listContainers } from '@/lib/docker/containers'
import { testNodeImageTag } from '@/lib/docker/testing/base-image'
import { deployUpTo, holdDeployment, holdEnvironment } from '../testing/hold'
import { deploy, registerApplication, type TestApplication, tune, until, visit, withInstallation } from '../testing/installation'
import { expectInvariants } from '../testing/invariants'

const installation = withInstallation()
const forEver = 'node -e "setInterval(() => {}, 1000)"'
/** What a container that served has between SIGTERM and SIGKILL. */
const graceMs = 10_000
let app: TestApplication
let version = 'one'

beforeAll(async () => {
  app = await registerApplication(installation)
  await tune(installation, app, 'dev', { health: { watchMs: 0 }, strategy: { drainMs: 1000, keepWarmMs: 0 } })
  expect(await deploy(installation, app, 'dev', [])).toMatchObject({ status: 'live', errorMessage: null })
  await app.repository.commit('next', { version: 'two' }, { from: 'main' })
})

const cancel = (id: string) => cancelDeployment(installation.admin, id)
const atStep = (id: string, name: StepName) => async () =>
  (await db.deploymentStep.count({ where: { deploymentId: id, name, status: 'running' } })) > 0

async function ask(branches: string[]) {
  const place = { application: app.slug, environment: 'dev' }
  return (await requestDeployment(installation.admin, place, DeployInput.parse({ branches }))).id
}

/** It ended as cancelled, the old release serves, and nothing of the new one is left. */
async function expectUndone(id: string) {
  expect(await until(id, ({ status }) => status !== 'running' && status !== 'queued')).toMatchObject({
    status: 'cancelled',
    errorMessage: null,
  })
  expect((await visit(app, 'dev')).json()).toMatchObject({ version })
  expect(await db.deploymentStep.count({ where: { deploymentId: id, status: 'running' } })).toBe(0)
  await until(id, async () => (await db.replica.count({ where: { deploymentId: id } })) === 0)
  const { instanceId } = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  expect(await listContainers({ instance: instanceId, deployment: id })).toEqual([])
  await expectInvariants()
}

const beforeSwitch: StepName[] = ['fetch', 'merge', 'build', 'start', 'check', 'switch']
test.each(beforeSwitch)('a cancel just before the step %s leaves the old release serving and nothing behind', async (step) => {
  const { id, release } = await deployUpTo(installation, app, 'dev', ['next'], step)
  await cancel(id)
  await release()
  await expectUndone(id)
})

test('a cancel while the remote says nothing ends the fetch', async () => {
  installation.git.misbehave({ silent: true })
  const id = await ask(['next'])
  await until(id, atStep(id, 'fetch'))
  await cancel(id)
  await expectUndone(id)
  installation.git.misbehave({})
})

test('a cancel in the middle of the build ends the build', async () => {
  await app.repository.commit('endless', { Dockerfile: `FROM ${testNodeImageTag}\nRUN ${forEver}\n` }, { from: 'main' })
  const id = await ask(['endless'])
  await until(id, atStep(id, 'build'))
  await cancel(id)
  await expectUndone(id)
})

test('a cancel in the middle of the application’s own tests ends their container', async () => {
  await tune(installation, app, 'dev', { policy: { test: { command: forEver, required: true } } })
  const id = await ask(['next'])
  await until(id, atStep(id, 'test'))
  await cancel(id)
  await expectUndone(id)
  await tune(installation, app, 'dev', { policy: { test: { command: null, required: true } } })
})

test('a cancel while a new container is not healthy yet removes it at once, whether it wants to stop or not', async () => {
  const source = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'
  await app.repository.commit('deaf', { 'server.js': source }, { from: 'main' })
  const id = await ask(['deaf'])
  await until(id, atStep(id, 'check'))
  const begun = performance.now()
  await cancel(id)
  await expectUndone(id)
  expect(performance.now() - begun).toBeLessThan(graceMs / 2)
})

test('a cancel while the worker waits for the lock before its switch is heard', async () => {
  const { id, environmentId, release } = await deployUpTo(installation, app, 'dev', ['next'], 'switch')
  const lock = await holdEnvironment(environmentId)
  await release()
  await lock.awaited()
  await cancel(id)
  await lock.release()
  await expectUndone(id)
})

test('a cancel that comes when the traffic is turned already is too late, and says so', async () => {
  const live = await db.deployment.findFirstOrThrow({ where: { status: 'live' } })
  const { id, release } = await deployUpTo(installation, app, 'dev', ['next'], 'switch')
  const lock = await holdDeployment(live.id)
  await release()
  await lock.awaited()
  const answer = cancel(id).then(
    () => 'accepted',
    ({ reason }) => reason,
  )
  await lock.release()
  const over = await until(id, ({ status }) => status !== 'running')
  expect({ status: over.status, answer: await answer }).toEqual({ status: 'live', answer: 'too-late' })
  version = 'two'
  expect((await visit(app, 'dev')).json()).toMatchObject({ version })
  await expectInvariants()
})

test('two cancels and the end at the same time agree on one of two results', async () => {
  for (let round = 0; round < 4; round++) {
    const { id, release } = await deployUpTo(installation, app, 'dev', ['next'], 'switch')
    const answers = Promise.allSettled([cancel(id), release(), cancel(id)])
    const { status } = await until(id, (row) => row.status !== 'running')
    const [one, , other] = await answers
    const accepted = [one, other].filter((answer) => answer?.status === 'fulfilled').length
    expect({ status, accepted }).toEqual(status === 'live' ? { status, accepted: 0 } : { status: 'cancelled', accepted: 2 })
    await expectInvariants()
  }
})

test('a deployment that waits is cancelled at once, and one that is over cannot be', async () => {
  const live = await db.deployment.findFirstOrThrow({ where: { status: 'live' } })
  const { id: first, release } = await deployUpTo(installation, app, 'dev', ['next'], 'merge')
  const second = await ask([])
  expect(await cancel(second)).toMatchObject({ status: 'cancelled' })
  expect(await cancel(second)).toMatchObject({ status: 'cancelled' })
  await release()
  expect(await until(first, ({ status }) => status !== 'running')).toMatchObject({ status: 'live' })
  await expect(cancel(first)).rejects.toMatchObject({ code: 'conflict', reason: 'too-late' })
  await expect(cancel(live.id)).rejects.toMatchObject({ reason: 'too-late' })
  version = 'two'
  expect((await visit(app, 'dev')).json()).toMatchObject({ version })
})
