import type { Actor } from '@/lib/access/actor'
import { whereReadable } from '@/lib/access/can'
import { getApplication } from '@/lib/applications/queries'
import { db } from '@/lib/db'
import { type DeploymentRow, deploymentInclude } from '@/lib/deployments/view'
import { notFound } from '@/lib/errors'
import type { Application } from '@/prisma/generated/client'
import { compareWithHeads } from './live-branches'
import { type EnvironmentDetails, type EnvironmentView, environmentInclude, viewEnvironment } from './view'

/** The rows behind `{app}/{env}`, for the nouns; throws not-found also for what the actor may not see. */
export async function getEnvironment(actor: Actor, applicationSlug: string, slug: string) {
  const application = await getApplication(actor, applicationSlug)
  const environment = await db.environment.findUnique({ where: { applicationId_slug: { applicationId: application.id, slug } } })
  if (!environment) throw notFound(`The environment ${applicationSlug}/${slug}`)
  return { application, environment, resource: { applicationId: application.id, tier: environment.tier } }
}

export async function getEnvironmentView(actor: Actor, applicationSlug: string, slug: string): Promise<EnvironmentDetails> {
  const { application, environment } = await getEnvironment(actor, applicationSlug, slug)
  const [view] = await viewsWhere({ id: environment.id })
  if (!view) throw notFound(`The environment ${applicationSlug}/${slug}`)
  return withBranches(application)(view)
}

/** An application's line, in order. */
export async function listEnvironments(actor: Actor, applicationSlug: string): Promise<EnvironmentDetails[]> {
  const application = await getApplication(actor, applicationSlug)
  const views = await viewsWhere({ applicationId: application.id })
  return Promise.all(views.map(withBranches(application)))
}

/** Every environment the actor may see, for the board; three queries whatever their number. */
export const listBoardEnvironments = (actor: Actor) => viewsWhere(whereReadable(actor, 'environment.read'))

async function viewsWhere(where: { id?: string; applicationId?: string | { in: string[] } }): Promise<EnvironmentView[]> {
  const rows = await db.environment.findMany({
    where,
    include: environmentInclude,
    orderBy: [{ applicationId: 'asc' }, { position: 'asc' }, { slug: 'asc' }],
  })
  const attempts = await lastAttempts(rows.map(({ id }) => id))
  return rows.map((row) => viewEnvironment(row, attempts.get(row.id) ?? null))
}

const withBranches =
  (application: Application) =>
  async (view: EnvironmentView): Promise<EnvironmentDetails> => ({
    ...view,
    branches: await compareWithHeads(application, view.live?.release?.branches ?? []),
  })

async function lastAttempts(environmentIds: string[]): Promise<Map<string, DeploymentRow>> {
  const newest = await db.$queryRaw<{ id: string }[]>`
    SELECT newest.id FROM unnest(${environmentIds}::uuid[]) AS environment(id)
    CROSS JOIN LATERAL (SELECT d.id FROM "Deployment" d WHERE d."environmentId" = environment.id ORDER BY d.number DESC LIMIT 1) AS newest`
  const rows = await db.deployment.findMany({ where: { id: { in: newest.map(({ id }) => id) } }, include: deploymentInclude })
  return new Map(rows.map((row) => [row.environmentId, row]))
}
