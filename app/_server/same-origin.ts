import 'server-only'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'

/**
 * Refuses a state-changing request that carries our cookie but did not come from our own pages: another site, a sibling
 * domain, `null`, or no Origin at all. Forwarded headers count for nothing here.
 */
export function requireSameOrigin(headers: Headers) {
  const origin = headers.get('origin')
  const ours = [env().url, `http://${headers.get('host')}`, `https://${headers.get('host')}`]
  if (origin && ours.some((url) => new URL(url).origin === origin)) return
  throw new DomainError('not-allowed', 'This request came from another site and was refused.', { reason: 'cross-origin' })
}
