import { setTimeout as wait } from 'node:timers/promises'
import { engine, openStream } from '@/lib/docker/engine'
import { jsonLines } from '@/lib/docker/lines'
import { type KnownLabels, labelFilter, readLabels } from '@/lib/docker/names'
import { log } from '@/lib/log'

/** Probes and attached processes make events by the hundred; these are the ones that change what runs. */
const watchedActions = ['start', 'die', 'oom', 'stop', 'kill', 'pause', 'unpause', 'destroy'] as const

export interface ContainerEvent {
  action: (typeof watchedActions)[number]
  containerId: string
  /** With `die` alone. */
  exitCode?: number
  labels: KnownLabels
  at: Date
}

interface EngineMessage {
  Action: ContainerEvent['action']
  Actor: { ID: string; Attributes: Record<string, string> }
  timeNano: number
}

const firstDelayMs = 100
const longestDelayMs = 5_000

/**
 * Tells of this installation's containers until `signal` ends it, then resolves. The engine does not repeat what happened while nobody
 * listened: `onReconnect` is called when it answers again, to look at everything anew, addresses too.
 */
export async function watchEvents({
  instanceId,
  onEvent,
  onReconnect,
  signal,
}: {
  instanceId: string
  onEvent: (event: ContainerEvent) => void | Promise<void>
  onReconnect: () => void | Promise<void>
  signal: AbortSignal
}): Promise<void> {
  const wanted = { type: ['container'], event: [...watchedActions], label: labelFilter({ instance: instanceId }) }
  const filters = JSON.stringify(wanted)
  let isFirst = true
  let delayMs = firstDelayMs
  while (!signal.aborted) {
    try {
      const stream = await openStream('watch its events', (abortSignal) => engine().getEvents({ filters, abortSignal }), {
        signal,
      })
      if (!isFirst) await onReconnect()
      isFirst = false
      delayMs = firstDelayMs
      for await (const message of jsonLines<EngineMessage>(stream)) await onEvent(readEvent(message))
    } catch (error) {
      if (signal.aborted) return
      log.warn({ err: error }, 'The stream of Docker events broke, connecting again')
    }
    await wait(delayMs, undefined, { signal }).catch(() => undefined)
    delayMs = Math.min(delayMs * 2, longestDelayMs)
  }
}

function readEvent({ Action, Actor, timeNano }: EngineMessage): ContainerEvent {
  return {
    action: Action,
    containerId: Actor.ID,
    ...(Action === 'die' && { exitCode: Number(Actor.Attributes.exitCode) }),
    labels: readLabels(Actor.Attributes),
    at: new Date(timeNano / 1e6),
  }
}
