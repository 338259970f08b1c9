import { OpenAPIHono } from '@hono/zod-openapi'
import { notFound } from '@/lib/errors'
import type { ApiEnv } from './context'
import { authenticate } from './conventions/authenticate'
import { idempotency } from './conventions/idempotency'
import { jsonBody } from './conventions/json-body'
import { noStore } from './conventions/no-store'
import { answerError } from './conventions/problem'
import { rateLimit } from './conventions/rate-limit'
import { requestId } from './conventions/request-id'
import { describeApi } from './openapi'
import { applications } from './routes/applications'
import { audit } from './routes/audit'
import { branches } from './routes/branches'
import { configuration } from './routes/configuration'
import { deploymentLog } from './routes/deployment-log'
import { deploymentRequests } from './routes/deployment-requests'
import { deployments } from './routes/deployments'
import { environments } from './routes/environments'
import { events } from './routes/events'
import { health } from './routes/health'
import { me } from './routes/me'
import { members } from './routes/members'
import { metrics } from './routes/metrics'
import { notBuilt, refuseNotBuilt } from './routes/not-built'
import { preview } from './routes/preview'
import { runtimeLogs } from './routes/runtime-logs'
import { tokens } from './routes/tokens'

const resources = [
  applications,
  environments,
  branches,
  preview,
  deploymentRequests,
  deployments,
  deploymentLog,
  runtimeLogs,
  configuration,
  members,
  tokens,
  audit,
  me,
  events,
  notBuilt,
]

const v1 = new OpenAPIHono<ApiEnv>()
v1.use(authenticate, rateLimit, jsonBody, idempotency)
for (const resource of resources) v1.route('/', resource)

/** The REST API: what every request goes through, then one router for each resource. api.md is its contract. */
export const api = new OpenAPIHono<ApiEnv>()

api.onError(answerError)
api.notFound((c) => answerError(notFound('This address'), c))
api.use(requestId, noStore)
api.route('/api/v1', v1)
api.get('/api/openapi.json', (c) => c.json(describeApi(v1)))
api.route('/api/health', health)
api.route('/metrics', metrics)
api.post('/api/hooks/*', refuseNotBuilt)
