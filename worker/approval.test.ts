import { expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { approveDeployment } from '@/lib/deployments/approve-deployment'
import { promoteRelease } from '@/lib/deployments/promote-release'
import { rejectDeployment } from '@/lib/deployments/reject-deployment'
import { createActor } from '@/prisma/factories'
import type { Deployment } from '@/prisma/generated/client'
import {
  deploy,
  registerApplication,
  type TestApplication,
  tune,
  until,
  untilOver,
  visit,
  withInstallation,
} from './testing/installation'

const installation = withInstallation()

/** An application that is live in pre, and a request to bring it to production that waits for approval. */
async function waitingForApproval() {
  const app = await registerApplication(installation)
  for (const environment of ['pre', 'prod'])
    await tune(installation, app, environment, { health: { watchMs: 0 }, strategy: { drainMs: 1000 } })
  expect(await deploy(installation, app, 'pre', [])).toMatchObject({ status: 'live', errorMessage: null })
  return { app, deployment: await askForProduction(app) }
}

async function askForProduction({ slug }: TestApplication) {
  const asked = await promoteRelease(installation.admin, { application: slug, environment: 'prod' }, { from: 'pre', note: '' })
  const deployment = await untilOver(asked.id)
  expect(deployment).toMatchObject({ status: 'awaiting_approval', errorMessage: null })
  return deployment
}

const digestOf = async ({ releaseId }: Deployment) =>
  (await db.release.findUniqueOrThrow({ where: { id: releaseId ?? '' } })).digest
const approve = async (actor: Actor, deployment: Deployment) =>
  approveDeployment(actor, deployment.id, { digest: await digestOf(deployment), comment: '' })

test('production goes live after a lead who did not ask for it approved the digest', async () => {
  const { app, deployment } = await waitingForApproval()
  const [lead, developer] = await Promise.all([createActor('lead'), createActor('developer')])
  await expect(approve(installation.admin, deployment)).rejects.toMatchObject({ reason: 'own-request' })
  await expect(approve(developer, deployment)).rejects.toMatchObject({ code: 'not-allowed' })
  await expect(approveDeployment(lead, deployment.id, { digest: `sha256:${'0'.repeat(64)}`, comment: '' })).rejects.toMatchObject(
    { reason: 'digest-changed' },
  )
  expect((await visit(app, 'prod')).status).toBe(503)

  await approve(lead, deployment)
  expect(await untilOver(deployment.id)).toMatchObject({ status: 'live', errorMessage: null })
  expect((await visit(app, 'prod')).json()).toMatchObject({ version: 'one' })
})

test('an approval is void when something else went live meanwhile', async () => {
  const { app, deployment: first } = await waitingForApproval()
  const second = await askForProduction(app)
  const lead = await createActor('lead')
  await approve(lead, second)
  await untilOver(second.id)

  await db.approval.create({
    data: {
      deploymentId: first.id,
      userId: lead.userId,
      decision: 'approved',
      digest: await digestOf(first),
      imageId: first.imageId,
      replacesId: null,
    },
  })
  await approve(lead, first)
  expect(await untilOver(first.id)).toMatchObject({ status: 'live', replacesId: second.id })
  const approvals = await db.approval.findMany({ where: { deploymentId: first.id }, orderBy: { at: 'asc' } })
  expect(approvals.map(({ voidReason }) => voidReason)).toEqual(['live-changed', null])
})

test('a lead who lost the role before the start counts no more', async () => {
  const { deployment } = await waitingForApproval()
  const [first, second] = await Promise.all([createActor('lead'), createActor('lead')])
  await db.environment.update({ where: { id: deployment.environmentId }, data: { policy: { approvals: [{ required: 2 }] } } })
  await approve(first, deployment)
  await db.membership.deleteMany({ where: { userId: first.userId } })
  await approve(second, deployment)
  expect(await until(deployment.id, ({ status }) => status !== 'running')).toMatchObject({ status: 'awaiting_approval' })
})

test('a rejection ends the deployment with its reason', async () => {
  const { app, deployment } = await waitingForApproval()
  await rejectDeployment(await createActor('lead'), deployment.id, { comment: 'Not on a Friday.' })
  expect(await untilOver(deployment.id)).toMatchObject({ status: 'rejected', errorMessage: 'Not on a Friday.' })
  expect((await visit(app, 'prod')).status).toBe(503)
})

test('production refuses what never ran in pre', async () => {
  const app = await registerApplication(installation)
  await expect(deploy(installation, app, 'prod', [])).rejects.toMatchObject({ reason: 'order' })
})
