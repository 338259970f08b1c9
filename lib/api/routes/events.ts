import type { Actor } from '@/lib/access/actor'
import { followChanges } from '@/lib/deployments/follow-changes'
import { followRuntimeLines } from '@/lib/logs/follow-runtime-lines'
import { Slug } from '@/lib/text'
import { answersEvents, createRoute, router, z } from '../route'
import { merged } from '../streams/merged'
import { answerEvents, type ServerEvent } from '../streams/server-events'

export const events = router()

const PlaceQuery = z
  .strictObject({ application: Slug.optional(), environment: Slug.optional() })
  .refine(({ application, environment }) => !application === !environment, 'needs both an application and its environment')

events.openapi(
  createRoute({
    method: 'get',
    path: '/events',
    tags: ['Events'],
    summary: 'Changes you may see, as they happen',
    description: 'With an environment also what its containers print, so that its page needs one connection.',
    request: { query: PlaceQuery },
    responses: answersEvents(
      'Events `deployment` and `application` with ids alone; `resync` means: read again what you show. `line` has an id to go on from.',
    ),
  }),
  async (c) => {
    const actor = c.get('actor')
    const { application, environment } = c.req.valid('query')
    const lastEventId = c.req.header('last-event-id') ?? null
    return answerEvents(c, async (signal) => {
      if (!application || !environment) return changes(actor, signal)
      const lines = await followRuntimeLines(actor, { application, environment }, lastEventId, signal)
      return merged<ServerEvent>(changes(actor, signal), lines)
    })
  },
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
