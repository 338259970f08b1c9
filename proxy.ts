import { type NextRequest, NextResponse } from 'next/server'
import { nonceHeader, pathHeader } from '@/app/_server/page-headers'
import { env } from '@/lib/env'

/**
 * Gives each page its content security policy and tells the renderer its address. No guard: every read and write asks for
 * its own actor.
 */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = policyWith(nonce)
  const forward = new Headers(request.headers)
  forward.set(nonceHeader, nonce)
  forward.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search)
  // Next reads the nonce for its own scripts from the request's policy.
  forward.set('content-security-policy', policy)

  const response = NextResponse.next({ request: { headers: forward } })
  response.headers.set('content-security-policy', policy)
  if (env().url.startsWith('https:')) response.headers.set('strict-transport-security', 'max-age=31536000')
  return response
}

/** Styles may be inline: positioned popovers set them as they move. Scripts may not. */
const policyWith = (nonce: string) =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${env().NODE_ENV === 'development' ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

export const config = { matcher: ['/((?!api/|_next/|metrics|icon.svg).*)'] }
