import { afterAll, beforeAll, expect, test } from 'vitest'
import { DeployInput } from '@/lib/deployments/input'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import { prepareRedis } from '@/lib/testing/own-redis'
import { deployUpTo } from '../testing/hold'
import {
  registerApplication,
  type TestApplication,
  tune,
  until,
  untilOver,
  visit,
  withInstallation,
} from '../testing/installation'
import { expectInvariants } from '../testing/invariants'

const redis = await prepareRedis()
process.env.REDIS_URL = redis.url
beforeAll(() => redis.start())
// Hooks after the tests run backwards: the worker leaves before its Redis does.
afterAll(() => redis.remove())
const installation = withInstallation()
const environments = ['dev', 'test', 'pre']
let app: TestApplication

beforeAll(async () => {
  app = await registerApplication(installation)
  for (const environment of environments)
    await tune(installation, app, environment, { health: { watchMs: 0 }, strategy: { drainMs: 1000, keepWarmMs: 0 } })
})

const ask = async (environment: string) =>
  (await requestDeployment(installation.admin, { application: app.slug, environment }, DeployInput.parse({ branches: [] }))).id

async function expectAllLive(ids: string[]) {
  for (const id of ids) {
    expect(await untilOver(id)).toMatchObject({ errorMessage: null, finishedAt: null, status: 'live' })
    await until(id, ({ settledAt }) => settledAt !== null)
  }
  await expectInvariants()
}

test('a Redis emptied with deployments waiting and running loses none of them', async () => {
  const { id: running, release } = await deployUpTo(installation, app, 'dev', [], 'build')
  const passedOver = await ask('dev')
  const next = await ask('dev')
  const elsewhere = await ask('test')
  await redis.empty()
  await release()
  await expectAllLive([elsewhere, next])
  expect(await untilOver(passedOver)).toMatchObject({ status: 'superseded', errorMessage: null })
  await until(running, ({ status, liveAt }) => liveAt !== null && status === 'superseded')
})

test('a Redis killed and restarted, with everything in it lost, delays what waits and what runs, no more', async () => {
  await app.repository.commit('main', { version: 'two\n' })
  const { id: running, release } = await deployUpTo(installation, app, 'dev', [], 'merge')
  const waiting = await ask('test')
  await redis.kill()
  await release()
  await redis.start()
  await expectAllLive([running, waiting])
  expect((await visit(app, 'test')).json()).toMatchObject({ version: 'two' })
})

test('without a Redis deployments are accepted and go live when it is back', async () => {
  await app.repository.commit('main', { version: 'three\n' })
  await redis.kill()
  const ids = await Promise.all(environments.map(ask))
  await redis.start()
  await expectAllLive(ids)
  for (const environment of environments) expect((await visit(app, environment)).json()).toMatchObject({ version: 'three' })
})

test('a deployment that runs needs no Redis to go live', async () => {
  await app.repository.commit('main', { version: 'four\n' })
  const { id, release } = await deployUpTo(installation, app, 'dev', [], 'fetch')
  await redis.kill()
  await release()
  expect(await untilOver(id)).toMatchObject({ status: 'live', errorMessage: null })
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'four' })
  await redis.start()
  await until(id, ({ settledAt }) => settledAt !== null)
  await expectInvariants()
})
