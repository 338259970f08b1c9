'use client'

import { useNow } from 'next-intl'
import { useSyncExternalStore } from 'react'

/** One timer for all times on a page, however many there are. */
const quarterMs = 15_000
const readers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(read: () => void) {
  readers.add(read)
  timer ??= setInterval(tellAll, quarterMs)
  return () => {
    readers.delete(read)
    if (readers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tellAll() {
  for (const tell of readers) tell()
}

const current = () => Math.floor(Date.now() / quarterMs) * quarterMs

/** The time, moved on four times a minute. While hydrating it is the server's, so that both render the same words. */
export function useMinute(): Date {
  const served = useNow()
  const now = useSyncExternalStore(subscribe, current, () => 0)
  return now === 0 ? served : new Date(now)
}
