import { expect, test } from 'vitest'
import { db } from '@/lib/db'
import { DeployInput } from '@/lib/deployments/input'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import { type StepName, stepNames } from '@/lib/deployments/status'
import { listContainers } from '@/lib/docker/containers'
import { deploy, registerApplication, stopProcess, tune, until, untilOver, visit, withInstallation } from './testing/installation'
import { expectInvariants } from './testing/invariants'

const installation = withInstallation()

/** Steps at whose beginning, and steps after whose effect but before its record, the worker is killed. */
const killedIn: StepName[] = stepNames.filter((name) => !['test', 'approve', 'migrate'].includes(name))

test.each(killedIn)('a worker killed in the step %s is followed by another that finishes', async (step) => {
  const app = await registerApplication(installation)
  await tune(installation, app, 'dev', { health: { watchMs: 1000 }, strategy: { drainMs: 1000 } })
  await deploy(installation, app, 'dev', [])
  await app.repository.commit('next', { 'features/next': step, 'slow.js': 'x' }, { from: 'main' })

  const asked = await requestDeployment(
    installation.admin,
    { application: app.slug, environment: 'dev' },
    DeployInput.parse({ branches: ['next'] }),
  )
  await until(
    asked.id,
    async () =>
      (await db.deploymentStep.count({ where: { deploymentId: asked.id, name: step, status: { not: 'waiting' } } })) > 0,
  )
  await stopProcess(installation.worker, 'SIGKILL')
  await installation.startWorker()

  const deployment = await untilOver(asked.id)
  expect(deployment).toMatchObject({ status: 'live', errorMessage: null })
  await until(asked.id, ({ settledAt }) => settledAt !== null)
  expect((await visit(app, 'dev')).json().features).toContain('next')
  expect(await db.deployment.count({ where: { environmentId: deployment.environmentId } })).toBe(2)
  await expectInvariants()
})

test('two workers never make two containers of one deployment', async () => {
  const app = await registerApplication(installation)
  const other = await installation.startWorker()
  const deployment = await deploy(installation, app, 'dev', [])
  expect(deployment).toMatchObject({ status: 'live', errorMessage: null })
  const { instanceId } = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  expect(await listContainers({ instance: instanceId, deployment: deployment.id })).toHaveLength(1)
  await stopProcess(other, 'SIGTERM')
  await installation.startWorker()
})
