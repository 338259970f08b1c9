'use client'

import { useEffect, useState } from 'react'

const tickMs = 500
/** Below this a difference is the time the page took to arrive; above it, a clock that is wrong. */
const trustedMs = 3000

/** The server's time in ms, moving on while `isTicking`. While hydrating it is the time the page was made. */
export function useClock(servedAt: number, isTicking: boolean): number {
  const [now, setNow] = useState(servedAt)
  useEffect(() => {
    const ahead = servedAt - Date.now()
    const skew = Math.abs(ahead) < trustedMs || ahead < 0 ? 0 : ahead
    const tick = () => setNow(Math.max(servedAt, Date.now() + skew))
    tick()
    if (!isTicking) return
    const timer = setInterval(tick, tickMs)
    return () => clearInterval(timer)
  }, [servedAt, isTicking])
  return now
}
