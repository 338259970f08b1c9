import { setImmediate } from 'node:timers/promises'
import type { Actor } from '@/lib/access/actor'
import type { ApiContext } from '../context'
import { takePlace } from './open-streams'

export interface ServerEvent {
  /** What Last-Event-ID brings back, where a stream can go on. */
  id?: string
  event: string
  data: unknown
}

/** Asks for the right, then gives the events; `signal` ends with the stream. */
export type EventSource = (signal: AbortSignal) => AsyncIterable<ServerEvent> | Promise<AsyncIterable<ServerEvent>>

const heartbeatMs = 15_000

/**
 * Answers with server-sent events until the caller goes away, the source ends, or a heartbeat finds that the caller's
 * session or token ended or that his rights changed: who still may comes back by himself, with Last-Event-ID. A reader
 * who falls behind slows the source down.
 */
export async function answerEvents(c: ApiContext, source: EventSource): Promise<Response> {
  const ending = new AbortController()
  const signal = AbortSignal.any([c.req.raw.signal, ending.signal])
  const texts = joined((await source(signal))[Symbol.asyncIterator]())
  const leavePlace = takePlace(c.get('actor'))

  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const heartbeat = setInterval(async () => {
        if (!(await isSameCaller(c))) ending.abort()
        if (!signal.aborted) controller.enqueue(encode(': still here\n\n'))
      }, heartbeatMs)
      onAbort(signal, () => {
        clearInterval(heartbeat)
        leavePlace()
        closeOnce(controller)
      })
      // Proxies and browsers count a stream as open from its first bytes on.
      if (!signal.aborted) controller.enqueue(encode(': hello\n\n'))
    },
    async pull(controller) {
      const next = await texts.next()
      if (signal.aborted) return
      if (next.done) ending.abort()
      else controller.enqueue(encode(next.value))
    },
    cancel: () => ending.abort(),
  })
  const headers = {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  }
  return c.body(stream, 200, headers)
}

async function isSameCaller(c: ApiContext) {
  const now = await c
    .get('refreshActor')()
    .catch(() => null)
  return now !== null && rightsOf(now) === rightsOf(c.get('actor'))
}

const rightsOf = ({ memberships, scopes }: Actor) =>
  JSON.stringify([memberships.map(({ role, applicationId, tier }) => `${role} ${applicationId} ${tier}`).sort(), scopes])

const encode = (text: string) => new TextEncoder().encode(text)

const mostCharacters = 256 * 1024

/**
 * Texts of the events that are ready at once, waiting for the first of them alone: a write and a wake-up for each line of
 * a long log would take most of the time it takes to send.
 */
async function* joined(events: AsyncIterator<ServerEvent>): AsyncGenerator<string> {
  let next = events.next()
  for (let first = await next; !first.done; first = await next) {
    let text = textOf(first.value)
    const pause = setImmediate(undefined)
    for (;;) {
      next = events.next()
      // What goes wrong while nobody waits is thrown by the wait for the next text.
      next.catch(() => {})
      const ready = text.length < mostCharacters ? await Promise.race([next, pause]) : undefined
      if (!ready || ready.done) break
      text += textOf(ready.value)
    }
    yield text
  }
}

/** JSON has no line breaks, so one `data:` line is enough. */
const textOf = ({ id, event, data }: ServerEvent) =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

function onAbort(signal: AbortSignal, react: () => void) {
  if (signal.aborted) react()
  else signal.addEventListener('abort', react, { once: true })
}

function closeOnce(controller: ReadableStreamDefaultController<Uint8Array>) {
  try {
    controller.close()
  } catch {
    // The reader closed it first.
  }
}
