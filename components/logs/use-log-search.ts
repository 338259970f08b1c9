'use client'

import { useDeferredValue, useMemo, useState } from 'react'
import type { LogBuffer } from './log-buffer'
import { LogSearch, nextHit } from './search'

interface Options {
  buffer: LogBuffer
  /** Moves on whenever the buffer has more. */
  version: number
  /** The first line in view, where a search begins. */
  lineInView: () => number
  show: (index: number) => void
}

/** Searching the whole of a log, whatever of it is drawn. */
export function useLogSearch({ buffer, version, lineInView, show }: Options) {
  const [query, setQuery] = useState('')
  const words = useDeferredValue(query.trim())
  const search = useMemo(() => new LogSearch(buffer, words), [buffer, words])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that there is more to look at.
  const count = useMemo(() => search.look().length, [search, version])
  const [current, setCurrent] = useState<number | null>(null)

  const ask = (next: string) => {
    setQuery(next)
    setCurrent(null)
  }
  const go = (isBackwards: boolean) => {
    const from = current === null ? lineInView() : current + (isBackwards ? -1 : 1)
    const hit = search.hits[nextHit(search.hits, from, isBackwards)]
    if (hit === undefined) return
    setCurrent(hit)
    show(hit)
  }
  return {
    query,
    ask,
    go,
    words: search.words,
    count,
    /** The line the reader was led to. */
    current,
    /** Its number among the hits, from 1 on. */
    place: current === null ? null : search.hits.indexOf(current) + 1,
  }
}

export type LogSearching = ReturnType<typeof useLogSearch>
