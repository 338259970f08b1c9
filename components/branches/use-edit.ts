'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Edit } from './picked-set'

const readers = new Set<() => void>()
const subscribe = (read: () => void) => {
  readers.add(read)
  return () => readers.delete(read)
}

/** A person's ticks for one environment, kept in this tab until they are deployed; a reload or a look elsewhere loses nothing. */
export function useEdit(environmentId: string) {
  const key = `branchline.ticks.${environmentId}`
  const text = useSyncExternalStore(
    subscribe,
    () => sessionStorage.getItem(key),
    () => null,
  )
  const edit = useMemo(() => parse(text), [text])
  const change = useCallback(
    (next: (edit: Edit | null) => Edit | null) => {
      const changed = next(parse(sessionStorage.getItem(key)))
      if (changed) sessionStorage.setItem(key, JSON.stringify(changed))
      else sessionStorage.removeItem(key)
      for (const read of readers) read()
    },
    [key],
  )
  return [edit, change] as const
}

const parse = (text: string | null) => (text ? (JSON.parse(text) as Edit) : null)
