import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { prepareRedis } from '@/lib/testing/own-redis'
import { deployUpTo } from '../testing/hold'
import {
  deploy,
  registerApplication,
  stopProcess,
  type TestApplication,
  tune,
  until,
  untilOver,
  withInstallation,
} from '../testing/installation'
import { expectInvariants } from '../testing/invariants'

const redis = await prepareRedis()
process.env.REDIS_URL = redis.url
beforeAll(() => redis.start())
// Hooks after the tests run backwards: the worker leaves before its Redis does.
afterAll(() => redis.remove())
const installation = withInstallation()
let app: TestApplication

beforeEach(async () => {
  app = await registerApplication(installation)
  await tune(installation, app, 'dev', { health: { watchMs: 0 }, strategy: { drainMs: 1000, keepWarmMs: 0 } })
})

/** Of the supervisors, the launcher's included, none is asked to be more patient than half a minute. */
const promptMs = 6000

async function stopWorker() {
  const begun = performance.now()
  await stopProcess(installation.worker, 'SIGTERM')
  expect(installation.worker).toMatchObject({ exitCode: 0 })
  return performance.now() - begun
}

test('a worker that is asked to stop finishes the deployment it runs', async () => {
  const { id, release } = await deployUpTo(installation, app, 'dev', [], 'build')
  const stopped = stopWorker()
  await release()
  await stopped
  expect(await db.deployment.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'live', errorMessage: null })
  await installation.startWorker()
  await until(id, ({ settledAt }) => settledAt !== null)
  await expectInvariants()
})

test.each(['away', 'silent'])('a worker that is asked to stop while Redis is %s ends at once', async (how) => {
  await deploy(installation, app, 'dev', [])
  if (how === 'away') await redis.kill()
  else redis.freeze()
  expect(await stopWorker()).toBeLessThan(promptMs)
  if (how === 'away') await redis.start()
  else redis.thaw()
  await installation.startWorker()
})

test('a worker that is asked to stop while Redis is away hands over what it runs, at no cost of an attempt', async () => {
  const { id, release } = await deployUpTo(installation, app, 'dev', [], 'build')
  await redis.kill()
  expect(await stopWorker()).toBeLessThan(promptMs)
  expect(await db.deployment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'running',
    leaseOwner: null,
    leaseUntil: null,
    attempts: 0,
  })
  await redis.start()
  await release()
  await installation.startWorker()
  expect(await untilOver(id)).toMatchObject({ status: 'live', errorMessage: null, attempts: 1 })
  await until(id, ({ settledAt }) => settledAt !== null)
  await expectInvariants()
})
