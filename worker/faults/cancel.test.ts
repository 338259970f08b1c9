import { expect, test } from 'vitest'
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

/** An application whose base is live in dev, with a branch that differs. */
async function liveApplication(files: Record<string, string> = {}) {
  const app = await registerApplication(installation)
  await tune(installation, app, 'dev', { health: { watchMs: 0 }, strategy: { drainMs: 1000 } })
  const live = await deploy(installation, app, 'dev', [])
  expect(live).toMatchObject({ status: 'live', errorMessage: null })
  await app.repository.commit('next', { version: 'two\n', ...files }, { from: 'main' })
  return { app, live }
}

const cancel = (id: string) => cancelDeployment(installation.admin, id)
const atStep = (id: string, name: StepName) => async () =>
  (await db.deploymentStep.count({ where: { deploymentId: id, name, status: 'running' } })) > 0

async function ask({ slug }: TestApplication, branches: string[]) {
  const place = { application: slug, environment: 'dev' }
  return (await requestDeployment(installation.admin, place, DeployInput.parse({ branches }))).id
}

/** It ended as cancelled, the old release serves, and nothing of the new one is left. */
async function expectUndone(app: TestApplication, id: string) {
  expect(await until(id, ({ status }) => status !== 'running' && status !== 'queued')).toMatchObject({
    status: 'cancelled',
    errorMessage: null,
  })
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'one' })
  expect(await db.deploymentStep.count({ where: { deploymentId: id, status: 'running' } })).toBe(0)
  await until(id, async () => (await db.replica.count({ where: { deploymentId: id } })) === 0)
  const { instanceId } = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  expect(await listContainers({ instance: instanceId, deployment: id })).toEqual([])
  await expectInvariants()
}

const beforeSwitch: StepName[] = ['fetch', 'merge', 'build', 'start', 'check', 'switch']
test.each(beforeSwitch)('a cancel just before the step %s leaves the old release serving and nothing behind', async (step) => {
  const { app } = await liveApplication()
  const { id, release } = await deployUpTo(installation, app, 'dev', ['next'], step)
  await cancel(id)
  await release()
  await expectUndone(app, id)
})

test('a cancel while the remote says nothing ends the fetch', async () => {
  const { app } = await liveApplication()
  installation.git.misbehave({ silent: true })
  const id = await ask(app, ['next'])
  await until(id, atStep(id, 'fetch'))
  await cancel(id)
  await expectUndone(app, id)
  installation.git.misbehave({})
})

test('a cancel in the middle of the build ends the build', async () => {
  const { app } = await liveApplication({ Dockerfile: `FROM ${testNodeImageTag}\nRUN ${forEver}\n` })
  const id = await ask(app, ['next'])
  await until(id, atStep(id, 'build'))
  await cancel(id)
  await expectUndone(app, id)
})

test('a cancel in the middle of the application’s own tests ends their container', async () => {
  const { app } = await liveApplication()
  await tune(installation, app, 'dev', { policy: { test: { command: forEver } } })
  const id = await ask(app, ['next'])
  await until(id, atStep(id, 'test'))
  await cancel(id)
  await expectUndone(app, id)
})

test('a cancel while a new container is not healthy yet removes it', async () => {
  const { app } = await liveApplication({ 'server.js': 'setInterval(() => {}, 1000)' })
  const id = await ask(app, ['next'])
  await until(id, atStep(id, 'check'))
  await cancel(id)
  await expectUndone(app, id)
})

test('a cancel while the worker waits for the lock before its switch is heard', async () => {
  const { app } = await liveApplication()
  const { id, environmentId, release } = await deployUpTo(installation, app, 'dev', ['next'], 'switch')
  const lock = await holdEnvironment(environmentId)
  await release()
  await lock.awaited()
  await cancel(id)
  await lock.release()
  await expectUndone(app, id)
})

test('a cancel that comes when the traffic is turned already is too late, and says so', async () => {
  const { app, live } = await liveApplication()
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
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'two' })
  await expectInvariants()
})

test('two cancels and the end at the same time agree on one of two results', async () => {
  const { app } = await liveApplication()
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
  const { app, live } = await liveApplication()
  const { id: first, release } = await deployUpTo(installation, app, 'dev', ['next'], 'merge')
  const second = await ask(app, [])
  expect(await cancel(second)).toMatchObject({ status: 'cancelled' })
  expect(await cancel(second)).toMatchObject({ status: 'cancelled' })
  await release()
  expect(await until(first, ({ status }) => status !== 'running')).toMatchObject({ status: 'live' })
  await expect(cancel(first)).rejects.toMatchObject({ code: 'conflict', reason: 'too-late' })
  await expect(cancel(live.id)).rejects.toMatchObject({ reason: 'too-late' })
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'two' })
})
