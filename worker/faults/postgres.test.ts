import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db'
import type { StepName } from '@/lib/deployments/status'
import { listContainers } from '@/lib/docker/containers'
import { testNodeImageTag } from '@/lib/docker/testing/base-image'
import { waitForEvent } from '@/lib/events'
import { deployUpTo, holdDeployment } from '../testing/hold'
import {
  deploy,
  registerApplication,
  type TestApplication,
  tune,
  until,
  untilOver,
  visit,
  withInstallation,
} from '../testing/installation'
import { expectInvariants } from '../testing/invariants'
import { startOwnPostgres } from '../testing/own-postgres'

const postgres = await startOwnPostgres()
afterAll(() => postgres.remove())
const installation = withInstallation()
let app: TestApplication
let version = 0

beforeAll(async () => {
  app = await registerApplication(installation, {
    // Takes a second to build and to listen, so that there is a middle of both steps.
    Dockerfile: `FROM ${testNodeImageTag}\nWORKDIR /app\nCOPY . .\nRUN node -e "setTimeout(() => {}, 1000)"\nCMD ["node", "-r", "./wait.js", "server.js"]\n`,
    'wait.js': 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)',
  })
  await tune(installation, app, 'dev', { health: { watchMs: 0 }, strategy: { drainMs: 1000, keepWarmMs: 0 } })
  expect(await deploy(installation, app, 'dev', [])).toMatchObject({ status: 'live', errorMessage: null })
})

/** A deployment that its worker is about to take through `step`. */
async function deployNext(step: StepName) {
  version++
  await app.repository.commit('main', { version: `v${version}` })
  return deployUpTo(installation, app, 'dev', [], step)
}

const isRunning = (id: string, name: StepName) => async () =>
  (await db.deploymentStep.count({ where: { deploymentId: id, name, status: 'running' } })) > 0

/** The deployment went live by the same worker, and there is one container of it. */
async function expectLive(id: string) {
  expect(await untilOver(id)).toMatchObject({ status: 'live', errorMessage: null })
  await until(id, ({ settledAt }) => settledAt !== null)
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: `v${version}` })
  expect(installation.worker.exitCode).toBeNull()
  const { instanceId } = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  expect(await listContainers({ instance: instanceId, deployment: id })).toHaveLength(1)
  await expectInvariants()
}

test.each<StepName>(['build', 'check'])(
  'a database that is restarted during the step %s delays the deployment, no more',
  async (step) => {
    const { id, release } = await deployNext(step)
    await release()
    await until(id, isRunning(id, step))
    await postgres.restart()
    await expectLive(id)
  },
)

test.each<StepName>(['build', 'check'])('a database killed during the step %s delays the deployment, no more', async (step) => {
  const { id, release } = await deployNext(step)
  await release()
  await until(id, isRunning(id, step))
  await postgres.kill()
  await expectLive(id)
})

test.each<StepName>(['fetch', 'merge', 'start', 'drain'])(
  'connections cut at the beginning of the step %s delay the deployment, no more',
  async (step) => {
    const { id } = step === 'drain' ? await deployNext('switch').then(releasedUntilLive) : await deployNext(step)
    await postgres.cutConnections()
    await expectLive(id)
  },
)

async function releasedUntilLive({ id, release }: Awaited<ReturnType<typeof deployNext>>) {
  await release()
  await untilOver(id)
  return { id }
}

test('connections cut after the traffic was turned and before the rows say so leave one release live', async () => {
  const { id, environmentId, release } = await deployNext('switch')
  const live = await db.deployment.findFirstOrThrow({ where: { environmentId, status: 'live' } })
  const held = await holdDeployment(live.id)
  await release()
  await held.awaited()
  await postgres.cutConnections()
  await expectLive(id)
})

test('connections cut while a build runs do not make a second build of it', async () => {
  const { id, release } = await deployNext('build')
  await release()
  await until(id, isRunning(id, 'build'))
  await postgres.cutConnections()
  await expectLive(id)
  const { attempts } = await db.deploymentStep.findFirstOrThrow({ where: { deploymentId: id, name: 'build' } })
  expect(attempts).toBe(1)
})

test('whoever listens hears again after the connection was cut', async () => {
  const heard = waitForEvent((event) => event.type === 'resync', 10_000)
  await postgres.cutConnections()
  expect(await heard).toEqual({ type: 'resync' })
})
