import { OpenAPIHono } from '@hono/zod-openapi'
import { notFound } from '@/lib/errors'
import type { ApiEnv } from './context'
import { authenticate } from './conventions/authenticate'
import { idempotency } from './conventions/idempotency'
import { jsonBody } from './conventions/json-body'
import { answerError } from './conventions/problem'
import { rateLimit } from './conventions/rate-limit'
import { requestId } from './conventions/request-id'
import { describeApi, securitySchemes } from './openapi'
import { applications } from './routes/applications'
import { audit } from './routes/audit'
import { configuration } from './routes/configuration'
import { deploymentRequests } from './routes/deployment-requests'
import { deployments } from './routes/deployments'
import { environments } from './routes/environments'
import { me } from './routes/me'
import { members } from './routes/members'
import { notBuilt, refuseNotBuilt } from './routes/not-built'
import { tokens } from './routes/tokens'

/** The REST API: what every request goes through, then one router for each resource. api.md is its contract. */
export const api = new OpenAPIHono<ApiEnv>()

api.onError(answerError)
api.notFound((c) => answerError(notFound('This address'), c))
api.use(requestId)

const v1 = new OpenAPIHono<ApiEnv>()
v1.use(authenticate, rateLimit, jsonBody, idempotency)
const resources = [
  applications,
  environments,
  deploymentRequests,
  deployments,
  configuration,
  members,
  tokens,
  audit,
  me,
  notBuilt,
]
for (const resource of resources) v1.route('/', resource)

for (const [name, scheme] of Object.entries(securitySchemes)) {
  v1.openAPIRegistry.registerComponent('securitySchemes', name, scheme)
}

api.get('/api/openapi.json', (c) => c.json(describeApi(v1)))
api.route('/api/v1', v1)
api.post('/api/hooks/*', refuseNotBuilt)
