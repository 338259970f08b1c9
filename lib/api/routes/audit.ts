import { AuditView, ListAuditInput, listAudit } from '@/lib/audit/queries'
import { answers, createRoute, PageQuery, pageSchema, router, z } from '../route'

export const audit = router()

audit.openapi(
  createRoute({
    method: 'get',
    path: '/audit',
    tags: ['Audit'],
    summary: 'Who did what, when, from where',
    request: { query: z.strictObject({ ...ListAuditInput.shape, ...PageQuery.shape }) },
    responses: answers(
      200,
      pageSchema(AuditView.meta({ id: 'AuditEvent' })),
      'The newest first; each row is chained to the one before.',
    ),
  }),
  async (c) => c.json(await listAudit(c.get('actor'), c.req.valid('query')), 200),
)
