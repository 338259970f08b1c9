import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { requireNothingActive } from '@/lib/environments/delete-environment'
import { announce } from '@/lib/events'
import { ring } from '@/lib/queue'
import { getApplication } from './queries'

/** Removes an application with everything of it; its containers and its mirror are removed by the worker afterwards. */
export async function deleteApplication(actor: Actor, slug: string) {
  const application = await getApplication(actor, slug)
  requireCan(actor, 'application.delete', { applicationId: application.id })
  const environments = await db.$transaction(async (tx) => {
    const found = await tx.environment.findMany({ where: { applicationId: application.id }, select: { id: true, slug: true } })
    await requireNothingActive(tx, found)
    await tx.application.delete({ where: { id: application.id } })
    await announce(tx, { type: 'application', applicationId: application.id })
    await recordEvent(tx, actor, 'application.delete', {
      resource: `application ${slug}`,
      applicationId: application.id,
      before: { slug, repository: application.repositoryUrl, environments: found.map((environment) => environment.slug) },
    })
    return found
  })
  // One ring is enough: the clean-up compares everything there is with the rows.
  await ring('housekeeping', { cleanUp: environments[0]?.id ?? application.id })
}
