import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { db } from '@/lib/db'
import { deploymentInclude, viewDeployment } from '@/lib/deployments/view'
import { DomainError } from '@/lib/errors'
import { log } from '@/lib/log'
import { type ApiContext, type ApiEnv, callerOf } from '../context'
import { type KeyedRequest, type KeyState, keepAnswer, markUncertain, releaseKey, takeKey } from '../idempotency/keys'
import type { StoredAnswer } from '../idempotency/stored-answer'

/**
 * The same POST with the same Idempotency-Key is carried out once within 24 hours. Good answers are kept; a refusal
 * changed nothing and gives the key back. A deployment's row carries the key's intention: when its answer was lost after
 * the commit (a crash, a cut connection), the row is found and answered.
 */
export const idempotency = createMiddleware<ApiEnv>(async (c, next) => {
  const key = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined
  if (key === undefined) return next()
  requireUsable(key)
  const request = { caller: callerOf(c.get('actor')), key, requestHash: await hashRequest(c) }
  const taken = await takeKey(request)
  if (taken.state === 'answered') return replay(taken.answer)
  const made = taken.state === 'resumed' ? await findMade(taken.intention) : null
  if (made) return finish(request, taken, made)

  c.set('actor', { ...c.get('actor'), intention: taken.intention })
  await next()
  if (c.res.status < 300) return keep(request, taken, await storable(c.res))
  if (c.res.status < 500 && taken.state === 'fresh') return releaseKey(request, taken.createdAt)
  const committed = await findMade(taken.intention).catch(() => null)
  if (committed) c.res = await finish(request, taken, committed)
  else await markUncertain(request, taken.createdAt).catch(() => {})
})

type Taken = Exclude<KeyState, { state: 'answered' }>

/** The work is done: trouble with keeping its answer must not turn it into a failure. */
async function keep(request: KeyedRequest, { createdAt }: Taken, answer: StoredAnswer) {
  await keepAnswer(request, createdAt, answer).catch((error) => log.warn({ err: error }, 'an answer could not be kept'))
}

async function finish(request: KeyedRequest, taken: Taken, answer: StoredAnswer) {
  await keep(request, taken, answer)
  return replay(answer)
}

/** The deployment that this intention has made already. */
async function findMade(intention: string): Promise<StoredAnswer | null> {
  const row = await db.deployment.findUnique({ where: { intention }, include: deploymentInclude })
  if (!row) return null
  return {
    status: 202,
    headers: { 'content-type': 'application/json', location: `/api/v1/deployments/${row.id}` },
    body: JSON.stringify(viewDeployment(row)),
  }
}

const replay = ({ status, headers, body }: StoredAnswer) => new Response(body || null, { status, headers })

const keptHeaders = ['content-type', 'location', 'etag']

async function storable(response: Response): Promise<StoredAnswer> {
  const headers = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  return { status: response.status, headers: Object.fromEntries(headers), body: await response.clone().text() }
}

async function hashRequest(c: ApiContext) {
  const { pathname, search } = new URL(c.req.url)
  const body = await c.req.raw.clone().text()
  return createHash('sha256').update(`${c.req.method} ${pathname}${search}\n${body}`).digest('hex')
}

function requireUsable(key: string) {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return
  throw new DomainError('invalid', 'The Idempotency-Key must be 1 to 255 visible characters, such as a UUID.', {
    fields: [{ path: 'Idempotency-Key', message: 'must be 1 to 255 visible characters' }],
  })
}
