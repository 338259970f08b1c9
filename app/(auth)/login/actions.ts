'use server'

import type { Route } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { safePath } from '@/app/_server/safe-path'
import { findLocale, localeCookie } from '@/i18n/locales'
import { getOwnAccount } from '@/lib/access/own-account'

/** After signing in: the account's language for a browser that has none yet, then to where the person was going. */
export const goOn = action(z.object({ next: z.string() }), async (actor, { next }) => {
  const jar = await cookies()
  const locale = findLocale((await getOwnAccount(actor)).locale)
  if (locale && !jar.has(localeCookie)) jar.set(localeCookie, locale, { path: '/', sameSite: 'lax', maxAge: 365 * 24 * 3600 })
  redirect(safePath(next) as Route)
})
