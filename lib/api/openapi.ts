import type { OpenAPIHono } from '@hono/zod-openapi'
import { env } from '@/lib/env'
import type { ApiEnv } from './context'

const securitySchemes = {
  token: { type: 'http', scheme: 'bearer', description: 'An API token, `brl_…`; see /tokens.' },
  session: { type: 'apiKey', in: 'cookie', name: 'branchline.session', description: 'A browser; its writes need our Origin.' },
} as const

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same request with the same key within 24 hours gets the first answer and is carried out once.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const

/** The OpenAPI 3.1 document of a router, from the schemas that check its requests. */
export function describeApi(v1: OpenAPIHono<ApiEnv>) {
  const document = v1.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Branchline',
      version: '1',
      description:
        'Errors are RFC 9457 problem documents. Every POST takes an Idempotency-Key. Lists take `cursor` and `limit`. Branch names are percent-encoded in paths.',
    },
    servers: [{ url: `${env().url}/api/v1` }],
    security: [{ token: [] }, { session: [] }],
  })
  for (const { post } of Object.values(document.paths ?? {})) {
    if (post) post.parameters = [...(post.parameters ?? []), idempotencyKey]
  }
  return { ...document, components: { ...document.components, securitySchemes } }
}
