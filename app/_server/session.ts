import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import type { Actor } from '@/lib/access/actor'
import { findSessionActor } from '@/lib/access/sessions'
import { authOptions, sessionCookie } from './auth'
import { clientOf } from './client-of'
import { pathHeader } from './page-headers'

/** Who asks, from the session cookie and its row; null when signed out. Read once per request. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const [jar, head] = await Promise.all([cookies(), headers()])
  // Spares visitors without a cookie the work; long cookies come in numbered pieces.
  if (!jar.getAll().some(({ name }) => name.startsWith(sessionCookie()))) return null
  const session = (await getServerSession(authOptions())) as { sessionId?: string } | null
  return session?.sessionId ? findSessionActor(session.sessionId, clientOf(head).address) : null
})

/** For pages: who asks, or off to sign in and back. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor()
  if (actor) return actor
  const path = (await headers()).get(pathHeader)
  redirect(path && path !== '/' ? `/login?next=${encodeURIComponent(path)}` : '/login')
}
