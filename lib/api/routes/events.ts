import type { Actor } from '@/lib/access/actor'
import { followChanges } from '@/lib/deployments/follow-changes'
import { answersEvents, createRoute, router } from '../route'
import { answerEvents, type ServerEvent } from '../streams/server-events'

export const events = router()

events.openapi(
  createRoute({
    method: 'get',
    path: '/events',
    tags: ['Events'],
    summary: 'Changes you may see, as they happen',
    responses: answersEvents('Events `deployment` and `application` with ids alone; `resync` means: read again what you show.'),
  }),
  async (c) => answerEvents(c, (signal) => changes(c.get('actor'), signal)),
)

/** Nobody numbers changes, so each stream begins with `resync`, said when it hears already: nothing falls in between. */
async function* changes(actor: Actor, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const following = followChanges(actor, signal)
  const first = following.next()
  yield { event: 'resync', data: {} }
  const { done, value } = await first
  if (done) return
  yield value
  yield* following
}
