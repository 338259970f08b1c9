'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { localeCookie, locales } from '@/i18n/locales'
import { rememberLocale } from '@/lib/access/own-account'
import { revokeSession } from '@/lib/access/sessions'
import { action, publicAction } from './action'
import { sessionCookie } from './auth'
import { currentActor } from './session'

const yearSeconds = 365 * 24 * 3600

/** For this browser, and for the account of whoever is signed in. */
export const setLocale = publicAction(z.object({ locale: z.enum(locales) }), async ({ locale }) => {
  const [jar, actor] = await Promise.all([cookies(), currentActor()])
  if (actor) await rememberLocale(actor, locale)
  jar.set(localeCookie, locale, { path: '/', sameSite: 'lax', maxAge: yearSeconds })
})

export const signOut = action(z.object({}), async (actor) => {
  if (actor.sessionId) await revokeSession(actor, actor.sessionId)
  const jar = await cookies()
  for (const { name } of jar.getAll()) if (name.startsWith(sessionCookie())) jar.delete(name)
  redirect('/login')
})
