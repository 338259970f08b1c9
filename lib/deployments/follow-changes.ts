import type { Actor } from '@/lib/access/actor'
import { can } from '@/lib/access/can'
import { type BranchlineEvent, listen } from '@/lib/events'

/** Ids alone: whoever cares reads the thing. `resync`: news may have been missed, read everything again. */
export type ChangeEvent =
  | { event: 'deployment'; data: { deploymentId: string; environmentId: string; applicationId: string } }
  | { event: 'application'; data: { applicationId: string } }
  | { event: 'resync'; data: Record<string, never> }

/** Changes of what the actor may see, until `signal` ends. A reader that is slow gets each changed thing once. */
export async function* followChanges(actor: Actor, signal: AbortSignal): AsyncGenerator<ChangeEvent> {
  const waiting = new Map<string, ChangeEvent>()
  let wake = () => {}
  const stop = listen((event) => {
    const change = changeIn(event)
    if (!change || !maySee(actor, change)) return
    waiting.set(JSON.stringify(change), change)
    wake()
  })
  const onAbort = () => wake()
  signal.addEventListener('abort', onAbort)
  try {
    while (!signal.aborted) {
      const changes = [...waiting.values()]
      waiting.clear()
      yield* changes
      if (waiting.size > 0 || signal.aborted) continue
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    stop()
    signal.removeEventListener('abort', onAbort)
  }
}

function changeIn(event: BranchlineEvent): ChangeEvent | null {
  if (event.type === 'resync') return { event: 'resync', data: {} }
  if (event.type === 'application') return { event: 'application', data: { applicationId: event.applicationId } }
  if (event.type !== 'deployment') return null
  const { type: _, ...data } = event
  return { event: 'deployment', data }
}

const maySee = (actor: Actor, { data }: ChangeEvent) =>
  !('applicationId' in data) || can(actor, 'application.read', { applicationId: data.applicationId })
