import { approveDeployment } from '@/lib/deployments/approve-deployment'
import { cancelDeployment } from '@/lib/deployments/cancel-deployment'
import { ApproveInput, RejectInput } from '@/lib/deployments/input'
import { getDeployment, ListDeploymentsInput, listDeployments } from '@/lib/deployments/queries'
import { rejectDeployment } from '@/lib/deployments/reject-deployment'
import { retryDeployment } from '@/lib/deployments/retry-deployment'
import { answers, body, createRoute, emptyBody, IdPath, PageQuery, pageSchema, router, z } from '../route'
import { accepted, Deployment } from './deployment-answer'

const tags = ['Deployments']

export const deployments = router()

deployments.openapi(
  createRoute({
    method: 'get',
    path: '/deployments',
    tags,
    summary: 'Deployments you may see',
    request: { query: z.strictObject({ ...ListDeploymentsInput.shape, ...PageQuery.shape }) },
    responses: answers(200, pageSchema(Deployment), 'The newest first.'),
  }),
  async (c) => c.json(await listDeployments(c.get('actor'), c.req.valid('query')), 200),
)

deployments.openapi(
  createRoute({
    method: 'get',
    path: '/deployments/{id}',
    tags,
    summary: 'One deployment with its steps',
    request: { params: IdPath },
    responses: answers(200, Deployment, 'The deployment.'),
  }),
  async (c) => c.json(await getDeployment(c.get('actor'), c.req.valid('param').id), 200),
)

deployments.openapi(
  createRoute({
    method: 'post',
    path: '/deployments/{id}/retry',
    tags,
    summary: 'Deploy the same release again',
    request: { params: IdPath, body: emptyBody },
    responses: answers(202, Deployment, 'A new deployment.'),
  }),
  async (c) => accepted(c, await retryDeployment(c.get('actor'), c.req.valid('param').id)),
)

deployments.openapi(
  createRoute({
    method: 'post',
    path: '/deployments/{id}/cancel',
    tags,
    summary: 'Ask for the end of a deployment; possible until the switch',
    request: { params: IdPath, body: emptyBody },
    responses: answers(202, Deployment, 'With `cancelRequestedAt`; what runs ends at its next step.'),
  }),
  async (c) => accepted(c, await cancelDeployment(c.get('actor'), c.req.valid('param').id)),
)

deployments.openapi(
  createRoute({
    method: 'post',
    path: '/deployments/{id}/approve',
    tags,
    summary: 'Say yes to exactly this digest',
    request: { params: IdPath, body: body(ApproveInput) },
    responses: answers(200, Deployment, 'The last yes that is needed sends it on.'),
  }),
  async (c) => c.json(await approveDeployment(c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
)

deployments.openapi(
  createRoute({
    method: 'post',
    path: '/deployments/{id}/reject',
    tags,
    summary: 'Say no, and why',
    request: { params: IdPath, body: body(RejectInput) },
    responses: answers(200, Deployment, 'The deployment is over.'),
  }),
  async (c) => c.json(await rejectDeployment(c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
)
