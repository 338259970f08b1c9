'use client'

import type { RuntimeLineView } from '@/lib/logs/runtime-lines'

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

/** Reads what the containers of one environment print; a page has one such place at most. */
export interface LineReader {
  application: string
  environment: string
  /** The stream begins some lines back, and not where the last one broke off. */
  onBegin: () => void
  onOpen: () => void
  onLine: (line: RuntimeLineView) => void
}

/** The parts of a page begin one after the other; each exchange of the stream would read the page again. */
const settleMs = 100
/** A page that hands over to the next one keeps the stream open for this long. */
const lingerMs = 2000
/** The browser tries again by itself, except after an answer that is no stream: signed out, too many, a restart. */
const reopenMs = 5000

const readers = new Set<Reader>()
let lines: LineReader | null = null
let source: EventSource | null = null
let lostAt: number | null = null
let matching: ReturnType<typeof setTimeout> | undefined
let reopening: ReturnType<typeof setTimeout> | undefined

/** Hears the changes of this tab's one stream; returns the way to stop. */
export function followChanges(reader: Reader): () => void {
  readers.add(reader)
  reader.onConnection(lostAt)
  match()
  return () => {
    readers.delete(reader)
    match()
  }
}

/** Hears an environment's containers on the same stream; returns the way to stop. */
export function followLines(reader: LineReader): () => void {
  lines = reader
  match()
  return () => {
    if (lines === reader) lines = null
    match()
  }
}

/** Opens, exchanges or closes the stream once a page has settled who reads. */
function match() {
  clearTimeout(matching)
  if (readers.size === 0 && !lines) matching = setTimeout(close, lingerMs)
  else matching = setTimeout(() => source?.url !== wantedUrl() && open(), settleMs)
}

function wantedUrl() {
  const url = new URL('/api/v1/events', location.origin)
  if (lines) url.search = String(new URLSearchParams({ application: lines.application, environment: lines.environment }))
  return url.href
}

function open() {
  clearTimeout(reopening)
  source?.close()
  const stream = new EventSource(wantedUrl())
  source = stream
  lines?.onBegin()
  for (const type of changeTypes) {
    stream.addEventListener(type, ({ data }: MessageEvent<string>) => {
      const change = { type, ...JSON.parse(data) } as Change
      for (const reader of readers) reader.onChange(change)
    })
  }
  stream.addEventListener('line', ({ data }: MessageEvent<string>) => lines?.onLine(JSON.parse(data) as RuntimeLineView))
  stream.onopen = () => {
    tellConnection(null)
    lines?.onOpen()
  }
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
