import { followRuntimeLines } from '@/lib/logs/follow-runtime-lines'
import { ListRuntimeLinesInput, listRuntimeLines, RuntimeLineView } from '@/lib/logs/runtime-lines'
import { answers, answersEvents, createRoute, EnvPath, placeOf, router, z } from '../route'
import { answerEvents } from '../streams/server-events'

const tags = ['Environments']
const path = '/applications/{app}/environments/{env}/logs'

export const runtimeLogs = router()

runtimeLogs.openapi(
  createRoute({
    method: 'get',
    path,
    tags,
    summary: "What an environment's containers print",
    request: { params: EnvPath, query: z.strictObject(ListRuntimeLinesInput.shape) },
    responses: answers(
      200,
      z.object({ items: z.array(RuntimeLineView.meta({ id: 'RuntimeLine' })), hasMore: z.boolean() }),
      'The newest lines in their order, or those after or before a line.',
    ),
  }),
  async (c) => c.json(await listRuntimeLines(c.get('actor'), placeOf(c.req.valid('param')), c.req.valid('query')), 200),
)

runtimeLogs.openapi(
  createRoute({
    method: 'get',
    path: `${path}/events`,
    tags,
    summary: 'The same as it comes',
    request: { params: EnvPath },
    responses: answersEvents('Events `line`; Last-Event-ID goes on where a stream broke off.'),
  }),
  async (c) => {
    const place = placeOf(c.req.valid('param'))
    const lastEventId = c.req.header('last-event-id') ?? null
    return answerEvents(c, (signal) => followRuntimeLines(c.get('actor'), place, lastEventId, signal))
  },
)
