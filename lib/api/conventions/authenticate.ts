import { createMiddleware } from 'hono/factory'
import { actorFromToken } from '@/lib/access/actor-from-token'
import { findSessionActor } from '@/lib/access/sessions'
import { DomainError } from '@/lib/errors'
import type { ApiEnv } from '../context'
import { countStranger } from './rate-limit'
import { refuseCrossOrigin } from './same-origin'

/**
 * Finds who asks: a bearer token or, where no Authorization header came, the session. A header that is not a valid
 * token is an answer of 401, never a reason to look for a cookie; whatever cannot be checked is refused.
 */
export const authenticate = createMiddleware<ApiEnv>(async (c, next) => {
  refuseTokenInQuery(c.req.queries())
  const header = c.req.header('authorization')
  const { sessionActor, address } = c.env
  const actor = header === undefined ? await sessionActor() : await actorFromHeader(header, address)
  if (!actor) {
    await countStranger(address)
    throw new DomainError('unauthenticated', 'Sign in, or send an API token: Authorization: Bearer brl_…')
  }
  if (actor.via === 'session') refuseCrossOrigin(c)
  c.set('actor', actor)
  c.set('refreshActor', async () => {
    if (header !== undefined) return actorFromHeader(header, address)
    return actor.sessionId ? findSessionActor(actor.sessionId, address) : null
  })
  await next()
})

function actorFromHeader(header: string, address: string | null) {
  const bearer = /^Bearer +(\S+)$/i.exec(header)?.[1]
  return bearer ? actorFromToken(bearer, address) : null
}

/** Addresses end in logs and histories; a token that came in one is spoilt. */
function refuseTokenInQuery(query: Record<string, string[]>) {
  const hasToken = Object.entries(query).some(
    ([key, values]) =>
      /^(access_?token|api_?key|authorization|token)$/i.test(key) || values.some((value) => value.startsWith('brl_')),
  )
  if (!hasToken) return
  const message =
    'A token does not belong into an address, which logs keep. Send it as Authorization: Bearer, and replace this one.'
  throw new DomainError('unauthenticated', message, { reason: 'token-in-query' })
}
