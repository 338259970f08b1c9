'use client'

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { LogBuffer } from './log-buffer'

export const linePx = 20

/** What is put before the lines in view must not move them. */
export function useStayInPlace(scroller: RefObject<HTMLElement | null>, earlier: number) {
  const before = useRef(earlier)
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop += (earlier - before.current) * linePx
    before.current = earlier
  }, [scroller, earlier])
}

interface StartOptions {
  buffer: LogBuffer
  version: number
  range: { from: number; to: number } | null
  findStart?: (buffer: LogBuffer) => number | null
  show: (index: number) => void
}

/** Leads once to the lines of the address, or else to where the story is, as soon as they are here. */
export function useStart({ buffer, version, range, findStart, show }: StartOptions) {
  const isDone = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again whenever there is more, until it is found.
  useEffect(() => {
    if (isDone.current) return
    const asked = range && buffer.lines.findIndex(({ id }) => id === range.from)
    const start = asked === null ? findStart?.(buffer) : asked >= 0 ? asked : null
    if (start == null) return
    isDone.current = true
    show(start)
  }, [version])
}
