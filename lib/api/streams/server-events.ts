import type { Actor } from '@/lib/access/actor'
import type { ApiContext } from '../context'
import { takePlace } from './open-streams'

export interface ServerEvent {
  /** What Last-Event-ID brings back, where a stream can go on. */
  id?: string | number
  event: string
  data: unknown
}

/** `signal` ends with the stream. `actor()` is who listens as of the last heartbeat. */
export type EventSource = (signal: AbortSignal, actor: () => Actor) => AsyncIterable<ServerEvent>

const heartbeatMs = 15_000

/**
 * Answers with a stream of server-sent events until the caller goes away, the source ends, or a heartbeat finds that
 * the caller's session, token or right has ended. A reader that falls behind slows its source down.
 */
export function answerEvents(c: ApiContext, source: EventSource, mayStay: (actor: Actor) => boolean = () => true): Response {
  let actor = c.get('actor')
  const leavePlace = takePlace(actor)
  const ending = new AbortController()
  const signal = AbortSignal.any([c.req.raw.signal, ending.signal])
  const events = source(signal, () => actor)[Symbol.asyncIterator]()

  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const heartbeat = setInterval(() => void beat(controller), heartbeatMs)
      signal.addEventListener('abort', () => {
        clearInterval(heartbeat)
        leavePlace()
        close(controller)
      })
      controller.enqueue(encode(': hello\n\n'))
    },
    async pull(controller) {
      const next = await events.next()
      if (signal.aborted) return
      if (next.done) ending.abort()
      else controller.enqueue(encode(textOf(next.value)))
    },
    cancel: () => ending.abort(),
  })

  async function beat(controller: ReadableStreamDefaultController<Uint8Array>) {
    const current = await c
      .get('refreshActor')()
      .catch(() => null)
    if (!current || !mayStay(current)) return ending.abort()
    actor = current
    if (!signal.aborted) controller.enqueue(encode(': still here\n\n'))
  }

  return c.body(stream, 200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  })
}

const encode = (text: string) => new TextEncoder().encode(text)

/** JSON has no line breaks, so one `data:` line is enough. */
const textOf = ({ id, event, data }: ServerEvent) =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

function close(controller: ReadableStreamDefaultController<Uint8Array>) {
  try {
    controller.close()
  } catch {
    // The reader closed it first.
  }
}
