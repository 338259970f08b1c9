'use client'

import { useEffect } from 'react'
import type { Tone } from '@/components/ui/status'

/** Favicons live on the browser's own ground, so the dark tones' middle is taken for both. */
const fills: Record<Tone, string> = {
  live: 'oklch(0.62 0.14 155)',
  running: 'oklch(0.6 0.16 252)',
  waiting: 'oklch(0.7 0.14 78)',
  failed: 'oklch(0.6 0.19 26)',
  idle: 'oklch(0.6 0.012 260)',
}

/** Fills the station in the browser's tab with a status while the page is open. */
export function StatusFavicon({ tone }: { tone: Tone }) {
  useEffect(() => {
    const link = document.createElement('link')
    link.rel = 'icon'
    link.type = 'image/svg+xml'
    link.href = `data:image/svg+xml,${encodeURIComponent(roundel(fills[tone]))}`
    document.head.append(link)
    return () => link.remove()
  }, [tone])
  return null
}

const roundel = (fill: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 12h22" stroke="${fill}" stroke-width="3"/><circle cx="12" cy="12" r="8" fill="${fill}"/></svg>`
