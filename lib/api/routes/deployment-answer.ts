import { type DeploymentView, DeploymentView as Schema } from '@/lib/deployments/view'
import type { ApiContext } from '../context'

export const Deployment = Schema.meta({ id: 'Deployment' })

/** 202: the row is written and somebody works on it. */
export const accepted = (c: Pick<ApiContext, 'json'>, deployment: DeploymentView) =>
  c.json(deployment, 202, { Location: `/api/v1/deployments/${deployment.id}` })
