import { createRoute, problem, router, z } from '../route'
import { followChanges } from '../streams/follow-changes'
import { answerEvents } from '../streams/server-events'

export const events = router()

events.openapi(
  createRoute({
    method: 'get',
    path: '/events',
    tags: ['Events'],
    summary: 'Changes you may see, as they happen',
    responses: {
      200: {
        description: 'Server-sent events `deployment` and `application` with ids; `resync` means: read again.',
        content: { 'text/event-stream': { schema: z.string() } },
      },
      default: problem,
    },
  }),
  (c) => answerEvents(c, followChanges),
)
