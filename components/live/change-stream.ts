'use client'

/** What the server says of changes, in ids alone; `resync` means that something may have been missed. */
export type Change =
  | { type: 'deployment'; applicationId: string; environmentId: string; deploymentId: string }
  | { type: 'application'; applicationId: string }
  | { type: 'resync' }

const changeTypes = ['deployment', 'application', 'resync'] as const

interface Reader {
  onChange: (change: Change) => void
  onConnection: (lostAt: number | null) => void
}

/** A page that hands over to the next one keeps the stream open for this long. */
const lingerMs = 2000
/** The browser tries again by itself, except after an answer that is no stream: signed out, too many, a restart. */
const reopenMs = 5000

const readers = new Set<Reader>()
let source: EventSource | null = null
let lostAt: number | null = null
let closing: ReturnType<typeof setTimeout> | undefined
let reopening: ReturnType<typeof setTimeout> | undefined

/** Hears the changes of this tab's one stream; returns the way to stop. */
export function followChanges(reader: Reader): () => void {
  clearTimeout(closing)
  readers.add(reader)
  if (!source) open()
  reader.onConnection(lostAt)
  return () => {
    readers.delete(reader)
    if (readers.size === 0) closing = setTimeout(close, lingerMs)
  }
}

function open() {
  const stream = new EventSource('/api/v1/events')
  source = stream
  for (const type of changeTypes) {
    stream.addEventListener(type, ({ data }: MessageEvent<string>) => {
      const change = { type, ...JSON.parse(data) } as Change
      for (const reader of readers) reader.onChange(change)
    })
  }
  stream.onopen = () => tellConnection(null)
  stream.onerror = () => {
    tellConnection(lostAt ?? Date.now())
    if (stream.readyState !== EventSource.CLOSED) return
    clearTimeout(reopening)
    reopening = setTimeout(() => source === stream && open(), reopenMs)
  }
}

function close() {
  clearTimeout(reopening)
  source?.close()
  source = null
  lostAt = null
}

function tellConnection(since: number | null) {
  if (since === lostAt) return
  lostAt = since
  for (const reader of readers) reader.onConnection(since)
}
