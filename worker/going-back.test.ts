import { expect, test } from 'vitest'
import { PutVariablesInput } from '@/lib/config/input'
import { putVariables } from '@/lib/config/put-variables'
import { db } from '@/lib/db'
import { promoteRelease } from '@/lib/deployments/promote-release'
import { restartEnvironment } from '@/lib/deployments/restart-environment'
import { rollBack } from '@/lib/deployments/roll-back'
import { withdrawBranches } from '@/lib/deployments/withdraw-branches'
import { deploy, registerApplication, tune, until, untilOver, visit, withInstallation } from './testing/installation'

const installation = withInstallation()
const settled = (id: string) => until(id, ({ settledAt }) => settledAt !== null)
const quick = { health: { watchMs: 0 }, strategy: { drainMs: 1000 } }

test('a rollback takes the warm containers, and an older one starts from its image with its own configuration', async () => {
  const { admin } = installation
  const app = await registerApplication(installation)
  const place = { application: app.slug, environment: 'dev' }
  await tune(installation, app, 'dev', quick)
  const variables = (value: string) =>
    PutVariablesInput.parse({
      items: [
        { key: 'COLOUR', value },
        { key: 'PIN', value: `${value}-secret`, secret: true },
      ],
    })
  const { version } = await putVariables(admin, place, variables('red'), 0)
  const first = await deploy(installation, app, 'dev', [])
  expect(first).toMatchObject({ status: 'live', errorMessage: null })
  await settled(first.id)

  await putVariables(admin, place, variables('blue'), version)
  await app.repository.commit('main', { version: 'two\n' })
  const second = await deploy(installation, app, 'dev', [])
  await settled(second.id)
  expect((await visit(app, 'dev', '/env')).json()).toMatchObject({ COLOUR: 'blue', PIN: 'blue-secret' })

  const warm = await untilOver((await rollBack(admin, place, { reason: '' })).id)
  expect(warm).toMatchObject({ status: 'live', releaseId: first.releaseId, replacesId: second.id })
  expect((await visit(app, 'dev')).json().version).toBe('one')
  const { containerId } = await db.replica.findFirstOrThrow({ where: { deploymentId: warm.id } })
  await settled(warm.id)

  await app.repository.commit('main', { version: 'three\n' })
  await settled((await deploy(installation, app, 'dev', [])).id)
  await db.replica.updateMany({ where: { state: 'warm' }, data: { warmUntil: new Date(0) } })
  const cold = await untilOver((await rollBack(admin, place, { to: first.id, reason: 'three is slow' })).id)
  expect(cold).toMatchObject({ status: 'live', releaseId: first.releaseId, imageId: first.imageId, note: 'three is slow' })
  expect((await visit(app, 'dev')).json().version).toBe('one')
  expect((await visit(app, 'dev', '/env')).json()).toMatchObject({ COLOUR: 'red', PIN: 'red-secret' })
  const after = await db.replica.findFirstOrThrow({ where: { deploymentId: cold.id } })
  expect(after.containerId).not.toBe(containerId)
})

test('withdraw rebuilds the live set without a branch, and promote brings the same commit along', async () => {
  const { admin } = installation
  const app = await registerApplication(installation)
  for (const environment of ['test', 'pre']) await tune(installation, app, environment, quick)
  await app.repository.commit('a', { 'features/a': 'a\n' }, { from: 'main' })
  await app.repository.commit('b', { 'features/b': 'b\n' }, { from: 'main' })
  await settled((await deploy(installation, app, 'test', ['a', 'b'])).id)
  await app.repository.commit('main', { version: 'two\n' })

  const without = await withdrawBranches(admin, { application: app.slug, environment: 'test' }, { branches: ['a'], note: '' })
  expect(await untilOver(without.id)).toMatchObject({ status: 'live', errorMessage: null })
  expect((await visit(app, 'test')).json()).toMatchObject({ version: 'one', features: ['b', 'base'] })

  const promoted = await untilOver(
    (await promoteRelease(admin, { application: app.slug, environment: 'pre' }, { from: 'test', note: '' })).id,
  )
  expect(promoted).toMatchObject({ status: 'live', errorMessage: null })
  expect((await visit(app, 'pre')).json()).toMatchObject({ version: 'one', features: ['b', 'base'] })
  const [from, to] = await Promise.all(
    [without.id, promoted.id].map((id) => db.deployment.findUniqueOrThrow({ where: { id }, include: { release: true } })),
  )
  expect(to?.release?.commit).toBe(from?.release?.commit)
  expect(to?.imageId).toBe(from?.imageId)
})

test('a restart puts fresh containers of the same release in place', async () => {
  const { admin } = installation
  const app = await registerApplication(installation)
  await tune(installation, app, 'dev', { ...quick, replicas: 2 })
  const first = await deploy(installation, app, 'dev', [])
  await settled(first.id)
  const again = await untilOver((await restartEnvironment(admin, { application: app.slug, environment: 'dev' })).id)
  expect(again).toMatchObject({ status: 'live', releaseId: first.releaseId, imageId: first.imageId })
  expect(await db.replica.count({ where: { deploymentId: again.id, state: 'serving' } })).toBe(2)
})
