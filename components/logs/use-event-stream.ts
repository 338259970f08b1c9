'use client'

import { useEffect, useRef, useState } from 'react'

export interface StreamReader {
  /** By the event's name. */
  events: Record<string, (data: never) => void>
  /** Nothing more will come: when the server ends the stream, it stays ended. */
  isOver?: () => boolean
}

/** The browser comes back by itself after a lost connection, and not after an answer that is no stream. */
const reopenMs = 4000

/**
 * Reads server-sent events; answers since when the connection is lost, null while it is not. The browser resumes by the
 * last event's id; a stream that we must open anew begins at its beginning, so readers take each event twice without harm.
 */
export function useEventStream(url: string, reader: StreamReader): number | null {
  const [lostAt, setLostAt] = useState<number | null>(null)
  const latest = useRef(reader)
  useEffect(() => {
    latest.current = reader
  })

  useEffect(() => {
    let source: EventSource
    let timer: ReturnType<typeof setTimeout> | undefined
    const open = () => {
      source = new EventSource(url)
      source.onopen = () => setLostAt(null)
      source.onerror = () => {
        if (latest.current.isOver?.()) return source.close()
        setLostAt((before) => before ?? Date.now())
        if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, reopenMs)
      }
      for (const name of Object.keys(latest.current.events)) {
        source.addEventListener(name, ({ data }: MessageEvent<string>) =>
          latest.current.events[name]?.(JSON.parse(data) as never),
        )
      }
    }
    open()
    return () => {
      clearTimeout(timer)
      source.close()
      setLostAt(null)
    }
  }, [url])

  return lostAt
}
