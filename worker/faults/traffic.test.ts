import { expect, test } from 'vitest'
import { db } from '@/lib/db'
import { DeployInput } from '@/lib/deployments/input'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import { env } from '@/lib/env'
import { proxySettings } from '@/lib/traffic/proxy-settings'
import { startProxy } from '@/lib/traffic/test-proxy'
import { deployUpTo } from '../testing/hold'
import { deploy, registerApplication, tune, until, untilOver, visit, withInstallation } from '../testing/installation'
import { expectInvariants } from '../testing/invariants'
import { startLoad } from '../testing/load'

const installation = withInstallation()
const settled = (id: string) => until(id, ({ settledAt }) => settledAt !== null)

async function liveApplication() {
  const app = await registerApplication(installation)
  await tune(installation, app, 'dev', {
    health: { watchMs: 300, deadlineMs: 3000 },
    strategy: { drainMs: 10_000, keepWarmMs: 0 },
  })
  const live = await deploy(installation, app, 'dev', [])
  expect(live).toMatchObject({ status: 'live', errorMessage: null })
  await settled(live.id)
  return app
}

test('visitors lose no request over five deployments and one that fails, long requests included', async () => {
  const app = await liveApplication()
  await app.repository.commit('sick', { 'server.js': 'process.exit(1)' }, { from: 'main' })
  const { load, stop } = startLoad(app, 'dev')
  for (const version of ['two', 'three', 'four', 'five', 'six']) {
    await app.repository.commit('main', { version })
    const deployment = await deploy(installation, app, 'dev', [])
    expect(deployment).toMatchObject({ status: 'live', errorMessage: null })
    if (version === 'four') expect(await deploy(installation, app, 'dev', ['sick'])).toMatchObject({ status: 'failed' })
    await settled(deployment.id)
  }
  await stop()
  expect(load.failures).toEqual([])
  expect([...load.versions]).toEqual(['one', 'two', 'three', 'four', 'five', 'six'])
  expect(load.slow).toBeGreaterThan(10)
  await expectInvariants()
}, 120_000)

test('replicas are replaced one by one without a lost request', async () => {
  const app = await liveApplication()
  await tune(installation, app, 'dev', { replicas: 3, strategy: { kind: 'rolling' } })
  const { load, stop } = startLoad(app, 'dev', { quick: 8, slow: 2 })
  for (const version of ['two', 'three']) {
    await app.repository.commit('main', { version })
    const deployment = await deploy(installation, app, 'dev', [])
    expect(deployment).toMatchObject({ status: 'live', errorMessage: null })
    await settled(deployment.id)
  }
  await stop()
  expect(load.failures).toEqual([])
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'three' })
  await expectInvariants()
}, 120_000)

const restartProxy = async () => {
  installation.proxy = await startProxy(proxySettings(env()))
}

test('a killed proxy comes back to the same routes', async () => {
  const app = await liveApplication()
  await installation.proxy.kill('SIGKILL')
  await restartProxy()
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'one' })
  await expectInvariants()
})

test('a proxy killed in the middle of a deployment is waited for, and gets the new release', async () => {
  const app = await liveApplication()
  await app.repository.commit('main', { version: 'two' })
  const { id, release } = await deployUpTo(installation, app, 'dev', [], 'switch')
  await installation.proxy.kill('SIGKILL')
  await release()
  await until(id, async () => (await logMentions(id, 'Trying again')) > 0)
  await restartProxy()
  expect(await untilOver(id)).toMatchObject({ status: 'live', errorMessage: null })
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'two' })
  await settled(id)

  await installation.proxy.kill('SIGKILL')
  await restartProxy()
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'two' })
  await expectInvariants()
})

test('a proxy killed right after the switch serves the new release when it is back', async () => {
  const app = await liveApplication()
  await app.repository.commit('main', { version: 'two' })
  const place = { application: app.slug, environment: 'dev' }
  const { id } = await requestDeployment(installation.admin, place, DeployInput.parse({ branches: [] }))
  await until(id, ({ status }) => status === 'live')
  await installation.proxy.kill('SIGKILL')
  await restartProxy()
  await settled(id)
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'two' })
  await expectInvariants()
})

const logMentions = (deploymentId: string, text: string) =>
  db.logLine.count({ where: { deploymentId, text: { contains: text } } })
