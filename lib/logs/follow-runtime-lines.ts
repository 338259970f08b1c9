import type { Actor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import type { Place } from '@/lib/deployments/input'
import { newsOf, sharedRead } from '@/lib/news'
import { getReadableEnvironment, type RuntimeLineView, viewRuntimeLine } from './runtime-lines'

export interface RuntimeLineEvent {
  event: 'line'
  /** The line's own id: with it a stream goes on where another broke off. */
  id: string
  data: RuntimeLineView
}

const linesAtOnce = 500
/** How far back a stream begins that goes on from nowhere. */
const tailLines = 200

/** An environment's container output as it comes, each line once, until `signal` ends; the right is asked before. */
export async function followRuntimeLines(actor: Actor, place: Place, lastEventId: string | null, signal: AbortSignal) {
  const environmentId = await getReadableEnvironment(actor, place)
  return follow(environmentId, lastEventId && /^\d{1,18}$/.test(lastEventId) ? BigInt(lastEventId) : null, signal)
}

async function* follow(environmentId: string, lastId: bigint | null, signal: AbortSignal): AsyncGenerator<RuntimeLineEvent> {
  const news = newsOf((event) => event.type === 'runtime-log' && event.environmentId === environmentId, signal)
  try {
    let id = lastId ?? (await idBeforeTail(environmentId))
    do {
      for (let hasMore = true; hasMore; ) {
        const after = id
        const rows = await sharedRead(`runtime ${environmentId} ${after}`, () =>
          db.runtimeLine.findMany({ where: { environmentId, id: { gt: after } }, orderBy: { id: 'asc' }, take: linesAtOnce }),
        )
        for (const row of rows) {
          id = row.id
          yield { event: 'line', id: id.toString(), data: viewRuntimeLine(row) }
        }
        hasMore = rows.length === linesAtOnce
      }
    } while (await news.next())
  } finally {
    news.stop()
  }
}

async function idBeforeTail(environmentId: string): Promise<bigint> {
  const [before] = await db.runtimeLine.findMany({
    where: { environmentId },
    orderBy: { id: 'desc' },
    skip: tailLines,
    take: 1,
    select: { id: true },
  })
  return before?.id ?? 0n
}
