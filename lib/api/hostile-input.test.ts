import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { createApplication, createDeployment, createInstallation } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { caller, callerWithRole } from './testing'

/** Every route there is, as the OpenAPI document lists them: a new one is tried here without being named. */
withTestDatabase()

interface Route {
  method: string
  path: string
}

let routes: Route[] = []
let ids: Record<string, string> = {}

beforeAll(async () => {
  await createInstallation()
  const { application, dev } = await createApplication()
  const deployment = await createDeployment(dev)
  ids = { app: application.slug, env: 'dev', id: deployment.id }
  const { paths } = await (await caller({}).get('/api/openapi.json')).json()
  routes = Object.entries<Record<string, unknown>>(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => ({ method: method.toUpperCase(), path })),
  )
})

const fill = ({ path }: Route, values: Record<string, string>) =>
  path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? ''))

const isWrite = ({ method }: Route) => method === 'POST' || method === 'PUT' || method === 'PATCH'

const bodies = [
  'null',
  '[]',
  '"text"',
  '1e999',
  '{"id":{"contains":""},"branches":{"$gt":""}}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{}},"unknown":1}',
  `{"branches":${'['.repeat(40)}${']'.repeat(40)}}`,
  `{"branches":["${'x'.repeat(100_000)}"],"items":[{"key":"A\\nB","value":"\\u0000"}],"slug":"../x"}`,
]

test('no route takes a body that its schema does not know', async () => {
  const { send } = await callerWithRole('admin')
  const before = await db.auditEvent.count()
  for (const route of routes.filter(isWrite)) {
    for (const body of bodies) {
      const response = await send(route.method, fill(route, ids), { body, headers: { 'if-match': '"0"' } })
      const what = `${route.method} ${route.path} ${body.slice(0, 60)}`
      expect([400, 422], `${what}: ${response.status}`).toContain(response.status)
    }
  }
  expect(await db.auditEvent.count()).toBe(before)
})

test.each(['...', '%00', "'; DROP TABLE x; --", 'a/b', '\u202egro', 'x'.repeat(5000), '[object Object]', '-1'])(
  'a path with %s in it names nothing',
  async (value) => {
    const { send } = await callerWithRole('admin')
    for (const route of routes.filter(({ path }) => path.includes('{'))) {
      const path = fill(route, { app: value, env: value, id: value })
      const body = isWrite(route) ? {} : undefined
      const response = await send(route.method, path, { body, headers: { 'if-match': '"0"' } })
      expect([404, 422], `${route.method} ${path.slice(0, 80)}: ${response.status}`).toContain(response.status)
    }
  },
)

test('no route answers somebody unknown', async () => {
  const { send } = caller({}, { address: '192.0.2.1' })
  for (const route of routes) {
    const response = await send(route.method, fill(route, ids), { body: isWrite(route) ? {} : undefined })
    expect([401, 429], `${route.method} ${route.path}`).toContain(response.status)
  }
})

test('who is a member of another application finds nothing of this one', async () => {
  const { application } = await createApplication()
  const { send } = await callerWithRole('admin', { applicationId: application.id })
  for (const route of routes.filter(({ path }) => path.includes('{'))) {
    const response = await send(route.method, fill(route, ids), { body: isWrite(route) ? {} : undefined })
    expect([404, 422, 428], `${route.method} ${route.path}: ${response.status}`).toContain(response.status)
  }
})

test('a token without any right that a route needs does nothing by it', async () => {
  const { send } = await callerWithRole('admin', {}, ['demo.remove'])
  for (const route of routes.filter(({ path }) => path.includes('{'))) {
    const response = await send(route.method, fill(route, ids), { body: isWrite(route) ? {} : undefined })
    expect([403, 404, 422, 428], `${route.method} ${route.path}: ${response.status}`).toContain(response.status)
  }
})
