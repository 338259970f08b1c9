import { followDeployment } from '@/lib/deployments/follow-deployment'
import { LineView, ListLinesInput, listLines, streamText } from '@/lib/deployments/list-lines'
import { answersEvents, createRoute, IdPath, pageSchema, problem, router, z } from '../route'
import { answerEvents } from '../streams/server-events'
import { answerDownload } from '../streams/text-download'

export const deploymentLog = router()

deploymentLog.openapi(
  createRoute({
    method: 'get',
    path: '/deployments/{id}/logs',
    tags: ['Deployments'],
    summary: "A deployment's log, or with format=text the whole of it as a file",
    request: {
      params: IdPath,
      query: z.strictObject({ ...ListLinesInput.shape, format: z.enum(['json', 'text']).default('json') }),
    },
    responses: {
      200: {
        description: 'Lines in their order; go on with `after`.',
        content: {
          'application/json': { schema: pageSchema(LineView.meta({ id: 'LogLine' })) },
          'text/plain': { schema: z.string() },
        },
      },
      default: problem,
    },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    const { format, ...query } = c.req.valid('query')
    if (format === 'text') return answerDownload(c, `deployment-${id}.log`, await streamText(c.get('actor'), id))
    return c.json(await listLines(c.get('actor'), id, query), 200)
  },
)

deploymentLog.openapi(
  createRoute({
    method: 'get',
    path: '/deployments/{id}/events',
    tags: ['Deployments'],
    summary: 'What happens to a deployment, as it happens',
    request: { params: IdPath },
    responses: answersEvents('Events `log`, `step` and `status`; Last-Event-ID goes on without a gap or a double. Ends with it.'),
  }),
  async (c) => {
    const lastEventId = c.req.header('last-event-id') ?? null
    return answerEvents(c, (signal) => followDeployment(c.get('actor'), c.req.valid('param').id, lastEventId, signal))
  },
)
