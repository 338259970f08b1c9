import { PreviewInput } from '@/lib/deployments/input'
import { PreviewView, previewDeployment } from '@/lib/deployments/preview-deployment'
import { answers, body, createRoute, EnvPath, placeOf, router } from '../route'

export const preview = router()

preview.openapi(
  createRoute({
    method: 'post',
    path: '/applications/{app}/environments/{env}/preview',
    tags: ['Deploy'],
    summary: 'What a set of branches would do here',
    request: { params: EnvPath, body: body(PreviewInput) },
    responses: answers(200, PreviewView.meta({ id: 'Preview' }), 'Whether it merges, what it changes, what stands in the way.'),
  }),
  async (c) => c.json(await previewDeployment(c.get('actor'), placeOf(c.req.valid('param')), c.req.valid('json')), 200),
)
