import { createApplication } from '@/lib/applications/create-application'
import { deleteApplication } from '@/lib/applications/delete-application'
import { CreateApplicationInput, UpdateApplicationInput } from '@/lib/applications/input'
import { getApplication, listApplications } from '@/lib/applications/queries'
import { updateApplication } from '@/lib/applications/update-application'
import { ApplicationView, viewApplication } from '@/lib/applications/view'
import { AppPath, answers, answersNothing, body, createRoute, PageQuery, pageSchema, router } from '../route'

const tags = ['Applications']
const path = '/applications/{app}'
const Application = ApplicationView.meta({ id: 'Application' })

export const applications = router()

applications.openapi(
  createRoute({
    method: 'get',
    path: '/applications',
    tags,
    summary: 'The applications you may see',
    request: { query: PageQuery },
    responses: answers(200, pageSchema(Application), 'By slug.'),
  }),
  async (c) => c.json(await listApplications(c.get('actor'), c.req.valid('query')), 200),
)

applications.openapi(
  createRoute({
    method: 'post',
    path: '/applications',
    tags,
    summary: 'Register an application',
    request: { body: body(CreateApplicationInput) },
    responses: answers(201, Application, 'The application; credentials never come back.'),
  }),
  async (c) => {
    const application = await createApplication(c.get('actor'), c.req.valid('json'))
    return c.json(application, 201, { Location: `/api/v1/applications/${application.slug}` })
  },
)

applications.openapi(
  createRoute({
    method: 'get',
    path,
    tags,
    summary: 'One application',
    request: { params: AppPath },
    responses: answers(200, Application, 'The application.'),
  }),
  async (c) => c.json(viewApplication(await getApplication(c.get('actor'), c.req.valid('param').app)), 200),
)

applications.openapi(
  createRoute({
    method: 'patch',
    path,
    tags,
    summary: 'Change an application; what is absent stays',
    request: { params: AppPath, body: body(UpdateApplicationInput) },
    responses: answers(200, Application, 'The application as it is now.'),
  }),
  async (c) => c.json(await updateApplication(c.get('actor'), c.req.valid('param').app, c.req.valid('json')), 200),
)

applications.openapi(
  createRoute({
    method: 'delete',
    path,
    tags,
    summary: 'Delete an application with everything it runs',
    request: { params: AppPath },
    responses: answersNothing('It is gone; its containers are being removed.'),
  }),
  async (c) => {
    await deleteApplication(c.get('actor'), c.req.valid('param').app)
    return c.body(null, 204)
  },
)
