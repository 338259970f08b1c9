import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import type { StepName } from '@/lib/deployments/status'
import { listContainers } from '@/lib/docker/containers'
import { testNodeImageTag } from '@/lib/docker/testing/base-image'
import { deployUpTo } from '../testing/hold'
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
import { canStartEngine, startOwnEngine } from '../testing/own-engine'

describe.runIf(canStartEngine)('an engine of its own', async () => {
  if (!canStartEngine) return
  const engine = await startOwnEngine()
  afterAll(() => engine.remove(), 60_000)
  const installation = withInstallation()
  let app: TestApplication
  let version = 0

  beforeAll(async () => {
    app = await registerApplication(installation, {
      Dockerfile: `FROM ${testNodeImageTag}\nWORKDIR /app\nCOPY . .\nRUN node -e "setTimeout(() => {}, 1000)"\nCMD ["node", "-r", "./wait.js", "server.js"]\n`,
      'wait.js': 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)',
    })
    await tune(installation, app, 'dev', { health: { watchMs: 0 }, strategy: { drainMs: 1000, keepWarmMs: 0 } })
    const live = await deploy(installation, app, 'dev', [])
    expect(live).toMatchObject({ status: 'live', errorMessage: null })
    await until(live.id, ({ settledAt }) => settledAt !== null)
  }, 120_000)

  async function expectLive(id: string) {
    expect(await untilOver(id)).toMatchObject({ status: 'live', errorMessage: null })
    await until(id, ({ settledAt }) => settledAt !== null)
    await expectServing(id, `v${version}`)
  }

  /** What serves is found again at whatever address the engine gave it. */
  async function expectServing(id: string, expected: string) {
    await until(id, async () => (await visit(app, 'dev')).status === 200)
    await until(id, async () => (await db.replica.count({ where: { deploymentId: id, health: 'running' } })) === 1)
    expect((await visit(app, 'dev')).json()).toMatchObject({ version: expected })
    const { instanceId } = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
    expect(await listContainers({ instance: instanceId, deployment: id })).toHaveLength(1)
    await expectInvariants()
  }

  test.each<StepName>(['build', 'start', 'check'])(
    'restarted in the step %s delays the deployment, no more',
    async (step) => {
      version++
      await app.repository.commit('main', { version: `v${version}` })
      const { id, release } = await deployUpTo(installation, app, 'dev', [], step)
      const restarted = engine.restart()
      await release()
      await restarted
      await expectLive(id)
    },
    120_000,
  )

  test.each<NodeJS.Signals>(['SIGTERM', 'SIGKILL'])(
    'ended by %s and started again brings back what was live',
    async (signal) => {
      const { id } = await db.deployment.findFirstOrThrow({ where: { status: 'live' } })
      await engine.restart(signal)
      await expectServing(id, `v${version}`)
    },
    120_000,
  )
})
