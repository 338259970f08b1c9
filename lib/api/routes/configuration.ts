import { PutVariablesInput } from '@/lib/config/input'
import { getVariables, putVariables } from '@/lib/config/put-variables'
import { diffConfig, getConfig, listConfigVersions } from '@/lib/config/queries'
import { VariableView } from '@/lib/config/variables'
import { etagOf, expectedVersion } from '../conventions/if-match'
import { AppPath, answers, body, createRoute, EnvPath, PageQuery, pageSchema, router, z } from '../route'

const tags = ['Configuration']
const environment = '/applications/{app}/environments/{env}'
const layer = z.enum(['application', 'tier', 'environment'])

const Variables = z.object({ version: z.int(), items: z.array(VariableView.meta({ id: 'Variable' })) }).meta({ id: 'Variables' })
const IfMatch = z.object({ 'if-match': z.string().max(100).optional() })

/** `environment: null` is the layer of the whole application. */
const layerIn = ({ app, env }: { app: string; env?: string }) => ({ application: app, environment: env ?? null })

export const configuration = router()

for (const [path, Params, whose] of [
  ['/applications/{app}/variables', AppPath, 'every environment of an application'],
  [`${environment}/variables`, EnvPath, 'one environment'],
] as const) {
  configuration.openapi(
    createRoute({
      method: 'get',
      path,
      tags,
      summary: `The variables of ${whose}; secrets by fingerprint`,
      request: { params: Params },
      responses: answers(200, Variables, 'With the ETag that a write needs.'),
    }),
    async (c) => {
      const { application, environment } = layerIn(c.req.valid('param'))
      const variables = await getVariables(c.get('actor'), application, environment)
      return c.json(variables, 200, { ETag: etagOf(variables.version) })
    },
  )

  configuration.openapi(
    createRoute({
      method: 'put',
      path,
      tags,
      summary: `Replace the variables of ${whose}`,
      request: { params: Params, headers: IfMatch, body: body(PutVariablesInput) },
      responses: answers(200, Variables, 'The new version.'),
    }),
    async (c) => {
      const expected = expectedVersion(c.req.header('if-match'))
      const variables = await putVariables(c.get('actor'), layerIn(c.req.valid('param')), c.req.valid('json'), expected)
      return c.json(variables, 200, { ETag: etagOf(variables.version) })
    },
  )
}

configuration.openapi(
  createRoute({
    method: 'get',
    path: `${environment}/config`,
    tags,
    summary: 'What the containers get, each key with the layer it came from',
    request: { params: EnvPath },
    responses: answers(
      200,
      z.object({
        version: z.int(),
        items: z.array(
          VariableView.pick({ key: true, value: true, secret: true, fingerprint: true, use: true }).extend({
            from: layer,
            missing: z.boolean(),
          }),
        ),
      }),
      'Resolved over the three layers.',
    ),
  }),
  async (c) => {
    const { app, env } = c.req.valid('param')
    return c.json(await getConfig(c.get('actor'), app, env), 200)
  },
)

configuration.openapi(
  createRoute({
    method: 'get',
    path: `${environment}/config/versions`,
    tags,
    summary: 'Versions that touched an environment',
    request: { params: EnvPath, query: PageQuery },
    responses: answers(
      200,
      pageSchema(z.object({ version: z.int(), layer, author: z.string(), message: z.string(), at: z.iso.datetime() })),
      'The newest first.',
    ),
  }),
  async (c) => {
    const { app, env } = c.req.valid('param')
    return c.json(await listConfigVersions(c.get('actor'), app, env, c.req.valid('query')), 200)
  },
)

const Version = z.coerce.number().int().min(0).max(2_147_483_647)
const keys = z.array(z.string())

configuration.openapi(
  createRoute({
    method: 'get',
    path: `${environment}/config/diff`,
    tags,
    summary: 'Keys that differ between two versions',
    request: { params: EnvPath, query: z.strictObject({ from: Version, to: Version }) },
    responses: answers(200, z.object({ added: keys, changed: keys, removed: keys }), 'Secrets are compared by fingerprint.'),
  }),
  async (c) => {
    const { app, env } = c.req.valid('param')
    return c.json(await diffConfig(c.get('actor'), app, env, c.req.valid('query')), 200)
  },
)
