import { z } from 'zod'
import { type DeploymentRow, DeploymentView, deploymentInclude, viewDeployment } from '@/lib/deployments/view'
import { env } from '@/lib/env'
import { publicUrl } from '@/lib/releases/release'
import type { Environment } from '@/prisma/generated/client'
import { Commands, Health, Policy, Resources, Strategy, Tier } from './input'
import { LiveBranch } from './live-branches'

export const EnvironmentView = z.object({
  id: z.uuid(),
  application: z.string(),
  slug: z.string(),
  name: z.string(),
  purpose: z.string(),
  ownerId: z.uuid().nullable(),
  tier: Tier,
  position: z.int(),
  domain: z.string(),
  url: z.string(),
  replicas: z.int(),
  resources: Resources.required(),
  strategy: Strategy.required(),
  health: Health.required(),
  policy: Policy.required(),
  commands: Commands.required(),
  isStopped: z.boolean(),
  live: DeploymentView.nullable(),
  lastAttempt: DeploymentView.nullable(),
  /** Built by a later issue; until then nobody can claim or freeze. */
  claim: z.null(),
  freeze: z.null(),
})
export type EnvironmentView = Omit<z.infer<typeof EnvironmentView>, 'live' | 'lastAttempt'> & {
  live: DeploymentView | null
  lastAttempt: DeploymentView | null
}

/** One environment looked at closely. */
export const EnvironmentDetails = EnvironmentView.extend({ branches: z.array(LiveBranch) })
export type EnvironmentDetails = EnvironmentView & { branches: LiveBranch[] }

/** The live deployment and the newest one, whatever became of it. */
export const environmentInclude = {
  application: { select: { slug: true } },
  deployments: { where: { status: 'live' }, take: 1, include: deploymentInclude },
} as const

export type EnvironmentRow = Environment & { application: { slug: string }; deployments: DeploymentRow[] }

export const viewEnvironment = (row: EnvironmentRow, lastAttempt: DeploymentRow | null): EnvironmentView => ({
  id: row.id,
  application: row.application.slug,
  slug: row.slug,
  name: row.name,
  purpose: row.purpose,
  ownerId: row.ownerId,
  tier: row.tier,
  position: row.position,
  domain: row.domain,
  url: publicUrl(row.domain, env()),
  replicas: row.replicas,
  resources: Resources.parse(row.resources),
  strategy: Strategy.parse(row.strategy),
  health: Health.parse(row.health),
  policy: Policy.parse(row.policy),
  commands: Commands.parse(row.commands),
  isStopped: row.isStopped,
  live: row.deployments[0] ? viewDeployment(row.deployments[0]) : null,
  lastAttempt: lastAttempt && viewDeployment(lastAttempt),
  claim: null,
  freeze: null,
})
