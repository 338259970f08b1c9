import { expect, test } from 'vitest'
import { db } from '@/lib/db'
import { DeployInput } from '@/lib/deployments/input'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import { listContainers } from '@/lib/docker/containers'
import {
  deploy,
  registerApplication,
  stopProcess,
  tune,
  until,
  untilOver,
  visit,
  withInstallation,
} from '../testing/installation'
import { expectInvariants } from '../testing/invariants'

const installation = withInstallation()
const mostAttempts = 5

test('a deployment that loses its worker again and again ends as errored and leaves nothing behind', async () => {
  const app = await registerApplication(installation)
  await tune(installation, app, 'dev', { health: { watchMs: 0 } })
  expect(await deploy(installation, app, 'dev', [])).toMatchObject({ status: 'live', errorMessage: null })
  await app.repository.commit('deadly', { 'server.js': 'setInterval(() => {}, 1000)' }, { from: 'main' })
  const place = { application: app.slug, environment: 'dev' }
  const { id } = await requestDeployment(installation.admin, place, DeployInput.parse({ branches: ['deadly'] }))
  const waiting = await requestDeployment(installation.admin, place, DeployInput.parse({ branches: [] }))

  for (let death = 1; death <= mostAttempts; death++) {
    await until(
      id,
      async () => (await db.deploymentStep.count({ where: { deploymentId: id, name: 'check', attempts: death } })) > 0,
    )
    await stopProcess(installation.worker, 'SIGKILL')
    await leaseRunsOut(id)
    await installation.startWorker()
  }
  const over = await untilOver(id)
  expect(over).toMatchObject({ status: 'errored', errorCode: 'attempts-used', errorStep: 'check', attempts: mostAttempts })
  expect(await db.deploymentStep.findMany({ where: { deploymentId: id, status: 'running' } })).toEqual([])
  expect(await untilOver(waiting.id)).toMatchObject({ status: 'live', errorMessage: null })
  expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'one' })

  await until(id, async () => (await db.replica.count({ where: { deploymentId: id } })) === 0)
  const { instanceId } = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  expect(await listContainers({ instance: instanceId, deployment: id })).toEqual([])
  await expectInvariants()
}, 120_000)

/** The time of a lease, in no time. */
const leaseRunsOut = (id: string) => db.deployment.update({ where: { id }, data: { leaseUntil: new Date(0) } })
