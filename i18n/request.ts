import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { findLocale, localeCookie, negotiateLocale, timeZoneCookie } from './locales'

export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const locale = findLocale(jar.get(localeCookie)?.value) ?? negotiateLocale(head.get('accept-language'))
  return {
    locale,
    messages: (await import(`../messages/${locale}/index.ts`)).default,
    timeZone: knownTimeZone(jar.get(timeZoneCookie)?.value) ?? 'UTC',
    now: new Date(),
  }
})

function knownTimeZone(name: string | undefined) {
  try {
    return name && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
