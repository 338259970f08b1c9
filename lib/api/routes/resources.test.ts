import { beforeAll, expect, test } from 'vitest'
import { createApplication, createInstallation } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { caller, callerWithRole } from '../testing'

withTestDatabase()
beforeAll(createInstallation)

const repository = { url: 'https://git.example/shop.git', username: 'me', password: 'canary-of-a-password' }

test('an application is made with its line, read, changed and listed, and its credentials never come back', async () => {
  const { get, post, patch } = await callerWithRole('admin')
  const made = await post('/applications', { slug: 'shop', repository })
  expect(made.status).toBe(201)
  expect(made.headers.get('location')).toBe('/api/v1/applications/shop')
  const environments = await (await get('/applications/shop/environments')).json()
  expect(environments.items.map(({ slug }: { slug: string }) => slug)).toEqual(['dev', 'test', 'pre', 'prod'])
  const changed = await patch('/applications/shop', { name: 'The shop' })
  expect(await changed.json()).toMatchObject({ name: 'The shop', repository: { hasPassword: true } })
  const answers = [made, changed, await get('/applications'), await get('/applications/shop')]
  for (const answer of answers.slice(2)) expect(await answer.text()).not.toContain('canary')
  expect((await post('/applications', { slug: 'shop', repository })).status).toBe(409)
})

test('lists go on from a cursor and lose nothing', async () => {
  const { get } = await callerWithRole('admin')
  for (const slug of ['page-a', 'page-b', 'page-c']) await createApplication({ slug }, [])
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = await (await get(`/applications?limit=2${cursor && `&cursor=${cursor}`}`)).json()
    expect(page.items.length).toBeLessThanOrEqual(2)
    seen.push(...page.items.map(({ slug }: { slug: string }) => slug))
    cursor = page.nextCursor
  }
  expect(seen).toEqual([...new Set(seen)])
  expect(seen).toEqual(expect.arrayContaining(['page-a', 'page-b', 'page-c']))
})

test('an environment is added and changed', async () => {
  const { post, patch, get } = await callerWithRole('admin')
  const { application } = await createApplication({}, [])
  const path = `/applications/${application.slug}/environments`
  expect((await post(path, { slug: 'qa', tier: 'testing' })).status).toBe(201)
  expect((await patch(`${path}/qa`, { replicas: 3 })).status).toBe(200)
  expect(await (await get(`${path}/qa`)).json()).toMatchObject({ tier: 'testing', replicas: 3, live: null, lastAttempt: null })
})

test('variables are written against the version that was read', async () => {
  const { get, put } = await callerWithRole('admin')
  const { application } = await createApplication()
  const path = `/applications/${application.slug}/environments/dev/variables`
  const items = [
    { key: 'COLOUR', value: 'blue' },
    { key: 'PASSWORD', value: 'canary', secret: true },
  ]
  const read = await get(path)
  expect(read.headers.get('etag')).toBe('"0"')
  expect((await put(path, { items })).status).toBe(428)
  expect((await put(path, { items }, { 'if-match': '"7"' })).status).toBe(412)
  expect((await put(path, { items }, { 'if-match': 'nonsense' })).status).toBe(412)
  const written = await put(path, { items }, { 'if-match': '"0"' })
  expect(written.status).toBe(200)
  expect(written.headers.get('etag')).toBe('"1"')
  expect(await written.text()).not.toContain('canary')
  const config = await (await get(`/applications/${application.slug}/environments/dev/config`)).json()
  expect(config.items[0]).toMatchObject({ key: 'COLOUR', value: 'blue', from: 'environment' })
  const diff = await get(`/applications/${application.slug}/environments/dev/config/diff?from=0&to=1`)
  expect(await diff.json()).toMatchObject({ added: ['COLOUR', 'PASSWORD'] })
  const versions = await get(`/applications/${application.slug}/environments/dev/config/versions`)
  expect((await versions.json()).items[0]).toMatchObject({ version: 1, layer: 'environment' })
})

test('the variables of an application and of its environments are two lists', async () => {
  const { get, put } = await callerWithRole('admin')
  const { application } = await createApplication()
  const path = `/applications/${application.slug}/variables`
  expect((await put(path, { items: [{ key: 'A', value: '1' }] }, { 'if-match': '"0"' })).status).toBe(200)
  expect((await (await get(path)).json()).items).toHaveLength(1)
  expect((await (await get(`/applications/${application.slug}/environments/dev/variables`)).json()).items).toHaveLength(0)
})

test('a viewer reads and does not write; the answer names the role that may', async () => {
  const { application } = await createApplication()
  const { get, post } = await callerWithRole('viewer', { applicationId: application.id })
  expect((await get(`/applications/${application.slug}`)).status).toBe(200)
  const refused = await post(`/applications/${application.slug}/environments/dev/deployments`, { branches: [] })
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({ code: 'not-allowed', params: { role: 'developer' } })
})

test('a token works at once and ends at once', async () => {
  const admin = await callerWithRole('admin')
  const made = await (await admin.post('/tokens', { name: 'ci', scopes: ['application.read'] })).json()
  const ci = caller({ authorization: `Bearer ${made.token}` })
  expect(await (await ci.get('/me')).json()).toMatchObject({ via: 'token', token: { id: made.id, scopes: ['application.read'] } })
  expect((await ci.post('/applications', { slug: 'from-ci', repository })).status).toBe(403)
  expect((await admin.delete(`/tokens/${made.id}`)).status).toBe(204)
  expect((await ci.get('/me')).status).toBe(401)
})

test('an invitation answers with a link; fields that grant more are refused', async () => {
  const { post } = await callerWithRole('admin')
  const invited = await post('/members', { email: 'new@branchline.test', role: 'developer' })
  expect(invited.status).toBe(201)
  expect((await invited.json()).url).toMatch(/\/invite\/[\w-]{43}$/)
  expect((await post('/members', { email: 'n@branchline.test', role: 'developer', isAdmin: true })).status).toBe(422)
})

test('an environment and an application are deleted with everything of theirs', async () => {
  const { application } = await createApplication()
  const { get, delete: remove } = await callerWithRole('admin')
  const path = `/applications/${application.slug}`
  expect((await remove(`${path}/environments/dev`)).status).toBe(204)
  expect((await get(`${path}/environments/dev`)).status).toBe(404)
  expect((await remove(`${path}/environments/none`)).status).toBe(404)
  expect((await remove(path)).status).toBe(204)
  expect((await get(path)).status).toBe(404)
})

test('branches are read from the mirror, and say that nothing was fetched yet', async () => {
  const { application } = await createApplication()
  const { get } = await callerWithRole('viewer')
  const page = await get(`/applications/${application.slug}/branches?q=feature&sort=name`)
  expect(await page.json()).toEqual({ items: [], nextCursor: null, total: 0, fetchedAt: null, fetchError: null })
})
