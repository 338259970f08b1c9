import 'server-only'
import type { NextAuthOptions, User } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { sessionLifetimeMs } from '@/lib/access/sessions'
import { signIn } from '@/lib/access/sign-in'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { clientOf } from './client-of'

/** The signed cookie names a row of ours and nothing else; the row decides, on every request. */
interface SessionToken {
  sessionId?: string
}

const isSecure = () => env().url.startsWith('https:')

export const sessionCookie = () => (isSecure() ? '__Host-branchline.session' : 'branchline.session')

/** Made at first use: a build has no environment. */
export function authOptions(): NextAuthOptions {
  // next-auth reads its own address from this variable alone.
  process.env.NEXTAUTH_URL ??= env().url
  return {
    secret: env().BRANCHLINE_SECRET,
    session: { strategy: 'jwt', maxAge: sessionLifetimeMs / 1000 },
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: {
        name: sessionCookie(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() },
      },
    },
    pages: { signIn: '/login', signOut: '/login', error: '/login' },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (credentials, request) => authorize(credentials, request.headers ?? {}),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionId: user.id } : { sessionId: (token as SessionToken).sessionId }),
      session: ({ session, token }) => ({ expires: session.expires, sessionId: (token as SessionToken).sessionId }),
    },
  }
}

async function authorize(credentials: Record<string, unknown> | undefined, headers: Record<string, string>): Promise<User> {
  try {
    const session = await signIn(
      { email: String(credentials?.email ?? ''), password: String(credentials?.password ?? '') },
      clientOf(new Headers(headers)),
    )
    return { id: session.id }
  } catch (error) {
    // The text of this error is what the browser receives: a code, and never why.
    if (error instanceof DomainError && error.code === 'limit') throw new Error(`limit:${error.retryAfterSeconds ?? 60}`)
    if (error instanceof DomainError) throw new Error('wrong')
    throw error
  }
}
