import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { appendLog, createApplication, createDeployment, createInstallation } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { callerWithRole } from '../testing'

withTestDatabase()
beforeAll(createInstallation)

async function shop() {
  const made = await createApplication()
  return { ...made, path: `/applications/${made.application.slug}/environments` }
}

test('a deployment is written before it is answered, and is listed and read', async () => {
  const { path, application } = await shop()
  const { post, get } = await callerWithRole('developer')
  const made = await post(`${path}/dev/deployments`, { branches: ['feature/a', { name: 'b', sha: 'a'.repeat(40) }], note: 'try' })
  expect(made.status).toBe(202)
  const deployment = await made.json()
  expect(made.headers.get('location')).toBe(`/api/v1/deployments/${deployment.id}`)
  expect(deployment).toMatchObject({ status: 'queued', application: application.slug, environment: 'dev', release: null })
  const read = await (await get(`/deployments/${deployment.id}`)).json()
  expect(read).toMatchObject({
    id: deployment.id,
    requestedBranches: [{ name: 'feature/a' }, { name: 'b', sha: 'a'.repeat(40) }],
  })
  const list = await (await get(`/deployments?application=${application.slug}&status=queued`)).json()
  expect(list.items.map(({ id }: { id: string }) => id)).toEqual([deployment.id])
})

test('a set that somebody else changed meanwhile is a conflict, and says so by its code', async () => {
  const { path, dev } = await shop()
  await createDeployment(dev, { status: 'live', requestedBranches: [{ name: 'feature/other' }] })
  const { post } = await callerWithRole('developer')
  const refused = await post(`${path}/dev/deployments`, { branches: [], basedOn: null })
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ code: 'set-changed', detail: expect.stringContaining('feature/other') })
})

test('a cancel is accepted and visible', async () => {
  const { dev } = await shop()
  const queued = await createDeployment(dev)
  const { post } = await callerWithRole('lead')
  const cancelled = await post(`/deployments/${queued.id}/cancel`)
  expect(cancelled.status).toBe(202)
  expect((await cancelled.json()).status).toBe('cancelled')
})

test('a rejection needs its reason', async () => {
  const { prod } = await shop()
  const waiting = await createDeployment(prod, { status: 'awaiting_approval' })
  const { post } = await callerWithRole('lead')
  expect((await post(`/deployments/${waiting.id}/reject`)).status).toBe(422)
  expect((await post(`/deployments/${waiting.id}/reject`, { comment: 'not today' })).status).toBe(200)
})

test('an action that needs no words refuses words it does not know', async () => {
  const { dev } = await shop()
  const queued = await createDeployment(dev)
  const { post } = await callerWithRole('lead')
  expect((await post(`/deployments/${queued.id}/cancel`, { force: true })).status).toBe(422)
})

test('the log is paged by line, and downloaded whole as a file', async () => {
  const { dev } = await shop()
  const { id } = await createDeployment(dev)
  await appendLog(id, ['one', '<script>alert(1)</script>', 'three'])
  const { get } = await callerWithRole('viewer')
  const page = await (await get(`/deployments/${id}/logs?limit=2`)).json()
  expect(page.items.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2])
  const rest = await (await get(`/deployments/${id}/logs?after=${page.nextCursor}`)).json()
  expect(rest.items.map(({ text }: { text: string }) => text)).toEqual(['three'])
  const file = await get(`/deployments/${id}/logs?format=text`)
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="deployment-[0-9a-f-]{36}\.log"$/)
  expect(file.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await file.text()).trim().split('\n')).toHaveLength(3)
})

test("another application's deployment, its log and its writes look like none at all", async () => {
  const [own, other] = [await shop(), await shop()]
  const { id } = await createDeployment(other.dev)
  const { get, post } = await callerWithRole('lead', { applicationId: own.application.id })
  const answers = [
    await get(`/deployments/${id}`),
    await get(`/deployments/${id}/logs`),
    await get(`/deployments/${id}/logs?format=text`),
    await get(`/deployments/${id}/events`),
    await post(`/deployments/${id}/cancel`),
    await post(`/deployments/${id}/retry`),
    await post(`/deployments/${id}/approve`, { digest: 'sha256:x' }),
    await get(`/deployments?application=${other.application.slug}`),
    await post(`${other.path}/dev/rollback`, {}),
  ]
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
  expect((await (await get('/deployments')).json()).items).toEqual([])
})

test('forged cursors are refused or begin at the first page, and never break anything', async () => {
  const { get } = await callerWithRole('admin')
  for (const key of ['x', '-1', '99999999999999999', '1e9', '0']) {
    const cursor = Buffer.from(key).toString('base64url')
    for (const path of ['/deployments', '/audit', '/members', '/tokens', '/applications']) {
      expect((await get(`${path}?cursor=${cursor}`)).status, `${path} ${key}`).toBeLessThan(500)
    }
  }
})

test('health is open, metrics are not, and both tell the truth', async () => {
  const { get } = await callerWithRole('viewer')
  expect(await (await get('/api/health/live')).json()).toMatchObject({ status: 'ok' })
  const ready = await get('/api/health/ready')
  expect((await ready.json()).checks.database.status).toBe('ok')
  const { dev } = await shop()
  await createDeployment(dev)
  const queued = await db.deployment.count({ where: { status: 'queued' } })
  const text = await (await get('/metrics')).text()
  expect(text).toContain(`branchline_queue_depth ${queued}\n`)
  expect(text).toContain(`branchline_deployments{status="queued"} ${queued}\n`)
  const { application } = await shop()
  const bound = await callerWithRole('admin', { applicationId: application.id })
  expect((await bound.get('/metrics')).status).toBe(403)
})
test('a token without the scope of reading lists nothing', async () => {
  await shop()
  const { get } = await callerWithRole('admin', {}, ['deployment.deploy'])
  for (const path of ['/applications', '/deployments']) {
    const response = await get(path)
    if (response.status === 200) expect((await response.json()).items).toEqual([])
    else expect(response.status).toBe(403)
  }
})
