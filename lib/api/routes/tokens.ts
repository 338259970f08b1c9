import { CreateTokenInput, createToken } from '@/lib/access/create-token'
import { deleteToken } from '@/lib/access/delete-token'
import { listTokens, TokenView } from '@/lib/access/tokens'
import { answers, answersNothing, body, createRoute, IdPath, PageQuery, pageSchema, router, z } from '../route'

const tags = ['Tokens']

export const tokens = router()

tokens.openapi(
  createRoute({
    method: 'get',
    path: '/tokens',
    tags,
    summary: 'Your tokens; an admin sees all',
    request: { query: PageQuery },
    responses: answers(200, pageSchema(TokenView.meta({ id: 'Token' })), 'The newest first, without the tokens themselves.'),
  }),
  async (c) => c.json(await listTokens(c.get('actor'), c.req.valid('query')), 200),
)

tokens.openapi(
  createRoute({
    method: 'post',
    path: '/tokens',
    tags,
    summary: 'Make a token',
    request: { body: body(CreateTokenInput) },
    responses: answers(201, TokenView.extend({ token: z.string() }), 'With the token itself, which is shown once.'),
  }),
  async (c) => c.json(await createToken(c.get('actor'), c.req.valid('json')), 201),
)

tokens.openapi(
  createRoute({
    method: 'delete',
    path: '/tokens/{id}',
    tags,
    summary: 'End a token',
    request: { params: IdPath },
    responses: answersNothing('It works no more.'),
  }),
  async (c) => {
    await deleteToken(c.get('actor'), c.req.valid('param').id)
    return c.body(null, 204)
  },
)
