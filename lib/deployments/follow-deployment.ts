import type { Actor } from '@/lib/access/actor'
import type { BranchlineEvent } from '@/lib/events'
import { newsOf, sharedRead } from '@/lib/news'
import { getReadable, type LineView, readLines } from './list-lines'
import { readDeployment } from './queries'
import type { DeploymentView } from './view'

export type StepView = DeploymentView['steps'][number]
export type StatusView = Omit<DeploymentView, 'steps'>

/** `id` is the number of the last line sent: with it a stream goes on where another broke off. */
export type DeploymentEvent =
  | { event: 'log'; id: string; data: LineView }
  | { event: 'step'; id: string; data: StepView }
  | { event: 'status'; id: string; data: StatusView }

const linesAtOnce = 500

/**
 * Everything that happens to a deployment: its log from the line after `lastEventId` on, each line once, and its steps and
 * status as they are now and whenever they change. Ends when it is over and every line was sent, or with `signal`.
 * The right is asked before it begins; keeping an idle connection open is the caller's business.
 */
export async function followDeployment(actor: Actor, id: string, lastEventId: string | null, signal: AbortSignal) {
  const { environmentId } = await getReadable(actor, id)
  return follow({ id, environmentId }, seqIn(lastEventId), signal)
}

async function* follow(
  { id, environmentId }: { id: string; environmentId: string },
  lastSeq: number,
  signal: AbortSignal,
): AsyncGenerator<DeploymentEvent> {
  let isStale = true
  const matches = (event: BranchlineEvent) => {
    if (event.type === 'log') return event.deploymentId === id
    // Others of the environment change this one's place in the queue.
    const concerns = event.type === 'resync' || (event.type === 'deployment' && event.environmentId === environmentId)
    isStale ||= concerns
    return concerns
  }
  const news = newsOf(matches, signal)
  let known: DeploymentView | null = null
  let seq = lastSeq
  try {
    do {
      // The state is read before the lines: what was written before a deployment was over is sent before the news of it.
      const wasStale = isStale
      isStale = false
      const now = wasStale ? await sharedRead(`deployment ${id}`, () => readDeployment(id)) : null
      if (wasStale && !now) return
      for (let hasMore = true; hasMore; ) {
        const after = seq
        const lines = await sharedRead(`lines ${id} ${after}`, () => readLines(id, after, linesAtOnce))
        for (const data of lines) {
          seq = data.seq
          yield { event: 'log', id: String(seq), data }
        }
        hasMore = lines.length === linesAtOnce
      }
      if (now) {
        yield* changes(known, now.view, String(seq))
        known = now.view
        if (now.isOver) return
      }
    } while (await news.next())
  } finally {
    news.stop()
  }
}

function* changes(known: DeploymentView | null, now: DeploymentView, id: string): Generator<DeploymentEvent> {
  for (const step of now.steps) {
    const before = known?.steps.find(({ name }) => name === step.name)
    if (!isEqual(before, step)) yield { event: 'step', id, data: step }
  }
  const { steps: _, ...status } = now
  // Time alone moves the estimate; that is no news.
  if (!isEqual({ ...known, steps: null, etaMs: null }, { ...status, steps: null, etaMs: null })) {
    yield { event: 'status', id, data: status }
  }
}

const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

const seqIn = (lastEventId: string | null) => (lastEventId && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : 0)
