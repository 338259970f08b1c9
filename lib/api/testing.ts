import type { Actor } from '@/lib/access/actor'
import { createToken } from '@/lib/access/create-token'
import { createActor } from '@/prisma/factories'
import type { Role } from '@/prisma/generated/enums'
import { api } from './app'
import type { ApiBindings } from './context'

type Body = object | string

interface Call {
  headers?: Record<string, string>
  body?: Body
}

/** A caller of the API in a test: requests as its program or browser would send them. */
export function caller(headers: Record<string, string>, bindings: Partial<ApiBindings> = {}) {
  const door: ApiBindings = { sessionActor: async () => null, address: '127.0.0.1', ...bindings }
  const send = async (method: string, path: string, { headers: more, body }: Call = {}) => {
    const url = path.startsWith('/api') || path.startsWith('/metrics') ? path : `/api/v1${path}`
    return api.request(
      url,
      {
        method,
        headers: { host: 'localhost', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers, ...more },
        body: typeof body === 'object' ? JSON.stringify(body) : body,
      },
      door,
    )
  }
  return {
    send,
    get: (path: string, more: Record<string, string> = {}) => send('GET', path, { headers: more }),
    post: (path: string, body?: Body, more: Record<string, string> = {}) => send('POST', path, { body, headers: more }),
    put: (path: string, body?: Body, more: Record<string, string> = {}) => send('PUT', path, { body, headers: more }),
    patch: (path: string, body?: Body) => send('PATCH', path, { body }),
    delete: (path: string) => send('DELETE', path),
  }
}

/** Somebody with a role everywhere who calls with a token of all his rights. */
export async function callerWithRole(role: Role, given: Parameters<typeof createActor>[1] = {}, scopes = ['*']) {
  const actor = await createActor(role, given)
  const { token } = await createToken(actor, { name: 'test', scopes })
  return { actor, token, ...caller({ authorization: `Bearer ${token}` }) }
}

/** Somebody in a browser: a session, and the Origin a page of ours would send. */
export const callerWithSession = (actor: Actor, origin = 'http://localhost:3000') =>
  caller({ origin, host: 'localhost:3000' }, { sessionActor: async () => actor })
