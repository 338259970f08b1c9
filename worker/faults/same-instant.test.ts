import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { DeployInput } from '@/lib/deployments/input'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import { createActor } from '@/prisma/factories'
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

const installation = withInstallation()
let app: TestApplication

beforeAll(async () => {
  app = await registerApplication(installation)
  await tune(installation, app, 'dev', { health: { watchMs: 0 }, strategy: { drainMs: 1000, keepWarmMs: 0 } })
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    await app.repository.commit(name, { [`features/${name}`]: name }, { from: 'main' })
})

async function ask(branches: string[], { basedOn, intention }: { basedOn?: string | null; intention?: string } = {}) {
  const actor = { ...(await createActor('developer')), intention }
  const place = { application: app.slug, environment: 'dev' }
  return requestDeployment(actor, place, DeployInput.parse({ branches, basedOn }))
}

async function branchesOf(id: string) {
  const { requestedBranches } = await db.deployment.findUniqueOrThrow({ where: { id } })
  return (requestedBranches as { name: string }[]).map(({ name }) => name)
}

test('five people who deploy one environment in the same instant are served one after the other, in their order', async () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const asked = await Promise.all(names.map((name) => ask([name])))
  for (const { id } of asked) await until(id, ({ settledAt }) => settledAt !== null)
  const rows = await db.deployment.findMany({ where: { id: { in: asked.map(({ id }) => id) } }, orderBy: { number: 'asc' } })
  expect(rows.map(({ status }) => status)).toEqual(['superseded', 'superseded', 'superseded', 'superseded', 'live'])
  for (const [index, { startedAt }] of rows.entries())
    if (index > 0)
      expect(startedAt?.getTime()).toBeGreaterThanOrEqual(rows[index - 1]?.liveAt?.getTime() ?? Number.POSITIVE_INFINITY)
  expect((await visit(app, 'dev')).json().features).toEqual([...(await branchesOf(rows.at(-1)?.id ?? '')), 'base'].sort())
  await expectInvariants()
})

test('two people who began from the same view cannot undo each other', async () => {
  const { id: basedOn } = await deploy(installation, app, 'dev', ['a'])
  const answers = await Promise.allSettled([ask(['a', 'b'], { basedOn }), ask(['a', 'c'], { basedOn })])
  const accepted = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
  expect([accepted.length, refused.length]).toEqual([1, 1])
  const [winner = ''] = (await branchesOf(accepted[0]?.id ?? '')).filter((name) => name !== 'a')
  expect(refused[0]).toMatchObject({ code: 'conflict', reason: 'set-changed', params: { lost: winner } })
  expect(await untilOver(accepted[0]?.id ?? '')).toMatchObject({ status: 'live' })
  expect((await visit(app, 'dev')).json().features).toEqual(['a', winner, 'base'].sort())
})

test('a double click makes one deployment', async () => {
  const before = await db.deployment.count()
  const asked = await Promise.all(Array.from({ length: 5 }, () => ask(['a', 'd'], { intention: 'one dialog, many clicks' })))
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
  expect(await db.deployment.count()).toBe(before + 1)
  expect(await untilOver(asked[0]?.id ?? '')).toMatchObject({ status: 'live', errorMessage: null })
})
