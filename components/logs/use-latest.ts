'use client'

import { useCallback, useEffect, useRef } from 'react'

/** Function keys act also while a field has the focus. */
export function useFunctionKey(key: string, act: (isShift: boolean) => void) {
  const latest = useLatest(act)
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      latest(event.shiftKey)
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [key, latest])
}

/** A function that stays the same and does what the newest one does. */
export function useLatest<Args extends unknown[], Result>(act: (...args: Args) => Result) {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  return useCallback((...args: Args) => latest.current(...args), [])
}
