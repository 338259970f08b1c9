import { expect, test } from 'vitest'
import { withTestDatabase } from '@/prisma/test-database'
import { caller, callerWithRole } from './testing'

withTestDatabase()

const documentOf = async () => (await caller({}).get('/api/openapi.json')).json()

const env = '/applications/{app}/environments/{env}'

/** api.md, what is built of it. */
const built = {
  '/applications': ['get', 'post'],
  '/applications/{app}': ['get', 'patch', 'delete'],
  '/applications/{app}/environments': ['get', 'post'],
  [env]: ['get', 'patch', 'delete'],
  '/applications/{app}/branches': ['get'],
  '/applications/{app}/branches/refresh': ['post'],
  [`${env}/preview`]: ['post'],
  [`${env}/deployments`]: ['post'],
  [`${env}/withdraw`]: ['post'],
  [`${env}/promote`]: ['post'],
  [`${env}/rollback`]: ['post'],
  [`${env}/restart`]: ['post'],
  [`${env}/stop`]: ['post'],
  [`${env}/replicas`]: ['get'],
  [`${env}/logs`]: ['get'],
  [`${env}/logs/events`]: ['get'],
  '/deployments': ['get'],
  '/deployments/{id}': ['get'],
  '/deployments/{id}/retry': ['post'],
  '/deployments/{id}/cancel': ['post'],
  '/deployments/{id}/approve': ['post'],
  '/deployments/{id}/reject': ['post'],
  '/deployments/{id}/logs': ['get'],
  '/deployments/{id}/events': ['get'],
  '/applications/{app}/variables': ['get', 'put'],
  [`${env}/variables`]: ['get', 'put'],
  [`${env}/config`]: ['get'],
  [`${env}/config/versions`]: ['get'],
  [`${env}/config/diff`]: ['get'],
  '/audit': ['get'],
  '/me': ['get'],
  '/events': ['get'],
  '/tokens': ['get', 'post'],
  '/tokens/{id}': ['delete'],
  '/members': ['get', 'post'],
  '/members/{id}': ['patch', 'delete'],
}

/** api.md, what later issues build. */
const planned = [
  'POST /applications/a/branches',
  'DELETE /applications/a/branches/feature%2Fa',
  'POST /applications/a/environments/e/culprit',
  'GET /searches/1',
  'POST /deployments/1/continue',
  'POST /deployments/1/abort',
  'POST /applications/a/environments/e/config/sync',
  'POST /applications/a/environments/e/claim',
  'DELETE /applications/a/environments/e/claim',
  'GET /freezes',
  'POST /freezes',
  'DELETE /freezes/1',
  'GET /applications/a/known-bugs',
  'POST /applications/a/known-bugs',
  'PATCH /applications/a/known-bugs/1',
  'GET /webhooks',
  'POST /webhooks',
  'GET /logs',
  'GET /insights',
  'POST /api/hooks/github/a',
]

test('the document is OpenAPI 3.1 and holds exactly what is built', async () => {
  const { openapi, paths, components } = await documentOf()
  expect(openapi).toBe('3.1.0')
  expect(Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, Object.keys(item as object)]))).toEqual(built)
  expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(['Application', 'Environment', 'Deployment', 'Problem']))
})

test('every POST takes an Idempotency-Key', async () => {
  const { paths } = await documentOf()
  const posts = Object.values<{ post?: { parameters: { name: string }[] } }>(paths).flatMap(({ post }) => post ?? [])
  expect(posts.every(({ parameters }) => parameters.some(({ name }) => name === 'Idempotency-Key'))).toBe(true)
})

test.each(planned)('%s is named, answers 501 and is absent from the document', async (call) => {
  const [method = '', path = ''] = call.split(' ')
  const { send } = await callerWithRole('admin')
  const response = await send(method, path)
  expect(response.status).toBe(501)
  expect(await response.json()).toMatchObject({ code: 'not-built' })
})
