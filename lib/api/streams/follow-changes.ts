import type { Actor } from '@/lib/access/actor'
import { can } from '@/lib/access/can'
import { type BranchlineEvent, listen } from '@/lib/events'
import type { ServerEvent } from './server-events'

/** A reader this far behind reads everything again instead. */
const mostWaiting = 500

/**
 * The changes an actor may see, in ids alone. Begins with `resync`, and says it again whenever something may have been
 * missed: whoever hears it reads again what it shows.
 */
export async function* followChanges(signal: AbortSignal, actor: () => Actor): AsyncGenerator<ServerEvent> {
  let waiting: ServerEvent[] = [resync]
  let wake = () => {}
  const stop = listen((event) => {
    const change = changeFor(actor(), event)
    if (!change) return
    waiting = waiting.length < mostWaiting ? [...waiting, change] : [resync]
    wake()
  })
  signal.addEventListener('abort', () => wake())
  try {
    while (!signal.aborted) {
      const batch = waiting
      waiting = []
      yield* batch
      if (waiting.length === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  } finally {
    stop()
  }
}

const resync: ServerEvent = { event: 'resync', data: {} }

function changeFor(actor: Actor, event: BranchlineEvent): ServerEvent | null {
  if (event.type === 'resync') return resync
  if (event.type !== 'deployment' && event.type !== 'application') return null
  const { type, ...data } = event
  return can(actor, 'application.read', { applicationId: event.applicationId }) ? { event: type, data } : null
}
