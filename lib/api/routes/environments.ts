import { restartEnvironment } from '@/lib/deployments/restart-environment'
import { stopEnvironment } from '@/lib/deployments/stop-environment'
import { createEnvironment } from '@/lib/environments/create-environment'
import { deleteEnvironment } from '@/lib/environments/delete-environment'
import { CreateEnvironmentInput, UpdateEnvironmentInput } from '@/lib/environments/input'
import { listReplicas, ReplicaView } from '@/lib/environments/list-replicas'
import { getEnvironmentView, listEnvironments } from '@/lib/environments/queries'
import { updateEnvironment } from '@/lib/environments/update-environment'
import { EnvironmentDetails } from '@/lib/environments/view'
import { AppPath, answers, answersNothing, body, createRoute, EnvPath, emptyBody, placeOf, router, z } from '../route'
import { accepted, Deployment } from './deployment-answer'

const tags = ['Environments']
const path = '/applications/{app}/environments/{env}'
const Environment = EnvironmentDetails.meta({ id: 'Environment' })

export const environments = router()

environments.openapi(
  createRoute({
    method: 'get',
    path: '/applications/{app}/environments',
    tags,
    summary: "An application's environments",
    request: { params: AppPath },
    responses: answers(200, z.object({ items: z.array(Environment), nextCursor: z.null() }), 'In the order of the line.'),
  }),
  async (c) => c.json({ items: await listEnvironments(c.get('actor'), c.req.valid('param').app), nextCursor: null }, 200),
)

environments.openapi(
  createRoute({
    method: 'post',
    path: '/applications/{app}/environments',
    tags,
    summary: 'Add an environment',
    request: { params: AppPath, body: body(CreateEnvironmentInput) },
    responses: answers(201, Environment, 'The environment.'),
  }),
  async (c) => {
    const { app } = c.req.valid('param')
    const environment = await createEnvironment(c.get('actor'), app, c.req.valid('json'))
    return c.json(environment, 201, { Location: `/api/v1/applications/${app}/environments/${environment.slug}` })
  },
)

environments.openapi(
  createRoute({
    method: 'get',
    path,
    tags,
    summary: 'One environment, with what is live and the last attempt',
    request: { params: EnvPath },
    responses: answers(200, Environment, 'The environment.'),
  }),
  async (c) => {
    const { app, env } = c.req.valid('param')
    return c.json(await getEnvironmentView(c.get('actor'), app, env), 200)
  },
)

environments.openapi(
  createRoute({
    method: 'patch',
    path,
    tags,
    summary: 'Change an environment; what is absent stays',
    request: { params: EnvPath, body: body(UpdateEnvironmentInput) },
    responses: answers(200, Environment, 'The environment as it is now; running containers keep what they have.'),
  }),
  async (c) => {
    const { app, env } = c.req.valid('param')
    return c.json(await updateEnvironment(c.get('actor'), app, env, c.req.valid('json')), 200)
  },
)

environments.openapi(
  createRoute({
    method: 'delete',
    path,
    tags,
    summary: 'Delete an environment with everything it runs',
    request: { params: EnvPath },
    responses: answersNothing('It is gone; its containers are being removed.'),
  }),
  async (c) => {
    await deleteEnvironment(c.get('actor'), placeOf(c.req.valid('param')))
    return c.body(null, 204)
  },
)

environments.openapi(
  createRoute({
    method: 'get',
    path: `${path}/replicas`,
    tags,
    summary: 'The containers of an environment and how they are',
    request: { params: EnvPath },
    responses: answers(200, z.object({ items: z.array(ReplicaView.meta({ id: 'Replica' })) }), 'The newest deployment first.'),
  }),
  async (c) => c.json({ items: await listReplicas(c.get('actor'), placeOf(c.req.valid('param'))) }, 200),
)

environments.openapi(
  createRoute({
    method: 'post',
    path: `${path}/restart`,
    tags,
    summary: 'Start the live release anew',
    request: { params: EnvPath, body: emptyBody },
    responses: answers(202, Deployment, 'The deployment that does it.'),
  }),
  async (c) => accepted(c, await restartEnvironment(c.get('actor'), placeOf(c.req.valid('param')))),
)

environments.openapi(
  createRoute({
    method: 'post',
    path: `${path}/stop`,
    tags,
    summary: 'Stop what runs here until the next deployment or restart',
    request: { params: EnvPath, body: emptyBody },
    responses: answersNothing('It is being stopped.'),
  }),
  async (c) => {
    await stopEnvironment(c.get('actor'), placeOf(c.req.valid('param')))
    return c.body(null, 204)
  },
)
