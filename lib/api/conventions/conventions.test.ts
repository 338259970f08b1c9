import { expect, test } from 'vitest'
import { createApplication, createInstallation } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { caller, callerWithRole, callerWithSession } from '../testing'

withTestDatabase()

const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = await response.json()
  expect(problem).toMatchObject({ status: response.status, requestId: response.headers.get('x-request-id') })
  return problem
}

test('without a token or a session nothing is read', async () => {
  const response = await caller({}).get('/applications')
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
  expect(await problemOf(response)).toMatchObject({ code: 'unauthenticated' })
})

test.each([
  'Basic YWRtaW46YWRtaW4=',
  'Bearer',
  'Bearer %zz',
  'Bearer brl_unknown-token-of-the-right-length-000000000',
  'Bearer brl_a brl_b',
  'brl_0123456789012345678901234567890123',
])('the header Authorization: %s is refused, and no cookie is asked instead', async (authorization) => {
  const { actor } = await callerWithRole('admin')
  const both = caller({ authorization }, { sessionActor: async () => actor })
  expect((await both.get('/applications')).status).toBe(401)
})

test.each(['/me?token=brl_x', '/me?access_token=1', '/applications?cursor=brl_0123456789'])(
  'a token in the address is refused: %s',
  async (path) => {
    const { get } = await callerWithRole('admin')
    const response = await get(path)
    expect(response.status).toBe(401)
    expect(await problemOf(response)).toMatchObject({ code: 'token-in-query' })
  },
)

test.each(['null', 'https://evil.example', 'http://evil.localhost:3000', 'http://localhost:3001'])(
  'a session writes nothing for a page at %s',
  async (origin) => {
    const { actor } = await callerWithRole('admin')
    const response = await callerWithSession(actor, origin).post('/tokens', { name: 'x', scopes: ['*'] })
    expect(response.status).toBe(403)
    expect(await problemOf(response)).toMatchObject({ code: 'cross-origin' })
  },
)

test('a session writes nothing without an Origin, and forwarded hosts are not believed', async () => {
  const { actor } = await callerWithRole('admin')
  const door = caller({ host: 'localhost:3000' }, { sessionActor: async () => actor })
  const body = { name: 'x', scopes: ['*'] }
  expect((await door.post('/tokens', body)).status).toBe(403)
  const forged = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }
  expect((await door.post('/tokens', body, forged)).status).toBe(403)
})

test('a session reads, and writes from our own pages', async () => {
  const { actor } = await callerWithRole('admin')
  const browser = callerWithSession(actor)
  expect((await browser.get('/me')).status).toBe(200)
  expect((await browser.post('/tokens', { name: 'x', scopes: ['*'] })).status).toBe(201)
})

test('what is not JSON is 400, another content type 415, nothing at all an empty object', async () => {
  const { post } = await callerWithRole('admin')
  expect((await post('/applications', '{"slug": ')).status).toBe(400)
  expect((await post('/applications', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
  const empty = await post('/applications')
  expect(empty.status).toBe(422)
  expect((await problemOf(empty)).errors).toContainEqual({ path: 'slug', message: expect.any(String) })
})

test('unknown keys, wrong types and prototype keys are refused by field', async () => {
  const { post } = await callerWithRole('admin')
  const repository = { url: 'https://git.example/shop.git' }
  const unknown = await problemOf(await post('/applications', { slug: 'shop', repository, isAdmin: true }))
  expect(unknown).toMatchObject({ status: 422, errors: [{ path: 'isAdmin', message: 'is not known here' }] })
  const wrong = await problemOf(await post('/applications', { slug: { contains: '' }, repository }))
  expect(wrong).toMatchObject({ status: 422, errors: [{ path: 'slug' }] })
  expect((await post('/applications', '{"slug":"shop","__proto__":{"isAdmin":true}}')).status).toBe(422)
  const args = '{"slug":"shop","repository":{"url":"https://git.example/s.git"},"build":{"args":{"__proto__":"x"}}}'
  expect((await post('/applications', args)).status).toBe(422)
})

test('deep JSON, a large body and a large declared body are refused before any schema looks', async () => {
  const { post } = await callerWithRole('admin')
  expect((await post('/applications', `${'['.repeat(100_000)}${']'.repeat(100_000)}`)).status).toBe(422)
  expect((await post('/applications', { slug: 'x'.repeat(1_100_000) })).status).toBe(413)
  expect((await post('/applications', '{}', { 'content-length': '50000000' })).status).toBe(413)
})

test('names that cannot exist are not found, and unknown addresses too', async () => {
  const { get } = await callerWithRole('admin')
  for (const path of ['/applications/..%2f', '/applications/%00', '/applications/Shop', '/nowhere', '/deployments/1']) {
    expect((await get(path)).status, path).toBe(404)
  }
})

test('what api.md names and nobody built yet is an honest 501', async () => {
  const { get, post } = await callerWithRole('admin')
  expect((await post('/applications/shop/environments/test/culprit')).status).toBe(501)
  expect(await problemOf(await get('/freezes'))).toMatchObject({ status: 501, code: 'not-built' })
})

test('a query out of range is refused by field', async () => {
  const { get } = await callerWithRole('admin')
  for (const query of [
    'limit=201',
    'limit=x',
    'limit=1&limit=2',
    'nonsense=1',
    `cursor=${Buffer.from('\0').toString('base64url')}`,
  ]) {
    expect((await get(`/applications?${query}`)).status, query).toBe(422)
  }
})

test('the application of somebody else looks like none at all', async () => {
  await createInstallation()
  const { application: own } = await createApplication()
  const { application: other } = await createApplication()
  const { get } = await callerWithRole('lead', { applicationId: own.id })
  const [hidden, missing] = await Promise.all([get(`/applications/${other.slug}`), get('/applications/none')])
  expect([hidden.status, missing.status]).toEqual([404, 404])
  expect((await problemOf(hidden)).code).toBe((await problemOf(missing)).code)
})

test('a caller who asks too much is told when to come back', async () => {
  const { get } = await callerWithRole('viewer')
  const answers = await Promise.all(Array.from({ length: 601 }, () => get('/nowhere')))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(1)
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
})
