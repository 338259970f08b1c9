import { DomainError } from '@/lib/errors'
import { router } from '../route'

/** Named in api.md and built by later issues: an honest 501, absent from the OpenAPI document. */
const paths = {
  '/applications/:app/branches': ['POST'],
  '/applications/:app/branches/:branch': ['DELETE'],
  '/applications/:app/environments/:env/culprit': ['POST'],
  '/applications/:app/environments/:env/claim': ['POST', 'DELETE'],
  '/applications/:app/environments/:env/config/sync': ['POST'],
  '/applications/:app/known-bugs': ['GET', 'POST'],
  '/applications/:app/known-bugs/:id': ['PATCH'],
  '/searches/:id': ['GET'],
  '/deployments/:id/continue': ['POST'],
  '/deployments/:id/abort': ['POST'],
  '/freezes': ['GET', 'POST'],
  '/freezes/:id': ['DELETE'],
  '/webhooks': ['GET', 'POST'],
  '/logs': ['GET'],
  '/insights': ['GET'],
}

export const notBuilt = router()

export const refuseNotBuilt = (): never => {
  throw new DomainError('not-built', 'This is planned and not built yet. The contract keeps its place.')
}

for (const [path, methods] of Object.entries(paths)) notBuilt.on(methods, path, refuseNotBuilt)
