'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { timeZoneCookie } from '@/i18n/locales'

/** Tells the server the reader's time zone, once; a page served in another one is read again. */
export function RememberTimeZone({ served }: { served: string }) {
  const router = useRouter()
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const cookie = `${timeZoneCookie}=${zone}`
    if (zone === served || document.cookie.includes(cookie)) return
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API exists on https alone.
    document.cookie = `${cookie}; path=/; max-age=31536000; samesite=lax`
    router.refresh()
  }, [served, router])
  return null
}
