import { expect, test } from 'vitest'
import { deploy, registerApplication, visit, withInstallation } from './testing/installation'

const installation = withInstallation()

test('ticked branches go live together behind the proxy', async () => {
  const app = await registerApplication(installation)
  await app.repository.commit('feature/a', { 'features/a': 'a\n' }, { from: 'main' })
  await app.repository.commit('feature/b', { 'features/b': 'b\n' }, { from: 'main' })
  const deployment = await deploy(installation, app, 'dev', ['feature/a', 'feature/b'])
  expect(deployment).toMatchObject({ status: 'live', errorMessage: null })
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'one', features: ['a', 'b', 'base'] })
})
