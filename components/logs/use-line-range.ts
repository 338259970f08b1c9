'use client'

import { useState, useSyncExternalStore } from 'react'
import { extendRange, type LineRange, parseRange, rangeHash } from './line-range'

const subscribe = (read: () => void) => {
  window.addEventListener('hashchange', read)
  return () => window.removeEventListener('hashchange', read)
}

/** The lines that the address names. Choosing others changes the address and no history. */
export function useLineRange(isOn: boolean) {
  const hash = useSyncExternalStore(
    subscribe,
    () => (isOn ? location.hash : ''),
    () => '',
  )
  const [chosen, setChosen] = useState<LineRange | null | undefined>(undefined)
  const asked = parseRange(hash)
  const put = (range: LineRange | null) => {
    setChosen(range)
    history.replaceState(history.state, '', range ? rangeHash(range) : location.pathname + location.search)
  }
  const now = chosen === undefined ? asked : chosen
  return {
    /** What the address said when the page was opened. */
    asked,
    chosen: now,
    choose: (number: number, isShift: boolean) => put(extendRange(now, number, isShift)),
    clear: () => put(null),
  }
}
