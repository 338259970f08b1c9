import { ListBranchesInput, listBranches } from '@/lib/branches/list-branches'
import { refreshBranches } from '@/lib/branches/refresh-branches'
import { BranchPage } from '@/lib/branches/view'
import { AppPath, answers, createRoute, emptyBody, PageQuery, router, z } from '../route'

const tags = ['Branches']

export const branches = router()

branches.openapi(
  createRoute({
    method: 'get',
    path: '/applications/{app}/branches',
    tags,
    summary: 'Branches, and where each of them is live',
    request: { params: AppPath, query: z.strictObject({ ...ListBranchesInput.shape, ...PageQuery.shape }) },
    responses: answers(200, BranchPage.meta({ id: 'Branches' }), 'As the mirror knows them, with the age of that knowledge.'),
  }),
  async (c) => c.json(await listBranches(c.get('actor'), c.req.valid('param').app, c.req.valid('query')), 200),
)

branches.openapi(
  createRoute({
    method: 'post',
    path: '/applications/{app}/branches/refresh',
    tags,
    summary: 'Fetch from the remote now',
    request: { params: AppPath, body: emptyBody },
    responses: answers(
      202,
      z.object({ isDone: z.boolean(), fetchedAt: z.iso.datetime().nullable(), fetchError: z.string().nullable() }),
      '`isDone`: the list is already the new one, or `fetchError` says why not.',
    ),
  }),
  async (c) => c.json(await refreshBranches(c.get('actor'), c.req.valid('param').app), 202),
)
