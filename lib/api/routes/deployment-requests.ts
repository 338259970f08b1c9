import { DeployInput, PromoteInput, RollbackInput, WithdrawInput } from '@/lib/deployments/input'
import { promoteRelease } from '@/lib/deployments/promote-release'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import { rollBack } from '@/lib/deployments/roll-back'
import { withdrawBranches } from '@/lib/deployments/withdraw-branches'
import { answers, body, createRoute, EnvPath, placeOf, router } from '../route'
import { accepted, Deployment } from './deployment-answer'

const tags = ['Deploy']
const path = '/applications/{app}/environments/{env}'
const promised = (description: string) => answers(202, Deployment, description)

export const deploymentRequests = router()

deploymentRequests.openapi(
  createRoute({
    method: 'post',
    path: `${path}/deployments`,
    tags,
    summary: 'Deploy exactly this set of branches',
    request: { params: EnvPath, body: body(DeployInput) },
    responses: promised('The deployment, written and waiting for its turn.'),
  }),
  async (c) => accepted(c, await requestDeployment(c.get('actor'), placeOf(c.req.valid('param')), c.req.valid('json'))),
)

deploymentRequests.openapi(
  createRoute({
    method: 'post',
    path: `${path}/withdraw`,
    tags,
    summary: 'Deploy the live set without some branches',
    request: { params: EnvPath, body: body(WithdrawInput) },
    responses: promised('Same commits, same base, fewer branches.'),
  }),
  async (c) => accepted(c, await withdrawBranches(c.get('actor'), placeOf(c.req.valid('param')), c.req.valid('json'))),
)

deploymentRequests.openapi(
  createRoute({
    method: 'post',
    path: `${path}/promote`,
    tags,
    summary: 'Deploy what is live in another environment',
    request: { params: EnvPath, body: body(PromoteInput) },
    responses: promised('Base and branches exactly as live there.'),
  }),
  async (c) => accepted(c, await promoteRelease(c.get('actor'), placeOf(c.req.valid('param')), c.req.valid('json'))),
)

deploymentRequests.openapi(
  createRoute({
    method: 'post',
    path: `${path}/rollback`,
    tags,
    summary: 'Bring back an earlier release, by default the last good one',
    request: { params: EnvPath, body: body(RollbackInput) },
    responses: promised('Its image and its configuration; no build.'),
  }),
  async (c) => accepted(c, await rollBack(c.get('actor'), placeOf(c.req.valid('param')), c.req.valid('json'))),
)
