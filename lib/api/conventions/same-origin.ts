import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import type { ApiContext } from '../context'

/**
 * A browser sends the cookie along whoever asks it to, so a session's writes must come from our own pages: their
 * Origin is the public URL, or the host that was called. Forwarded hosts are not believed: a caller can write them.
 */
export function refuseCrossOrigin(c: ApiContext) {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return
  const origin = c.req.header('origin')
  if (origin && (origin === new URL(env().url).origin || hostOf(origin) === c.req.header('host'))) return
  const message = 'This request did not come from a page of Branchline. Programs use an API token instead of a session.'
  throw new DomainError('not-allowed', message, { reason: 'cross-origin' })
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null)
