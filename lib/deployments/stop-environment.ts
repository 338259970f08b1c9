import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { getEnvironment, getEnvironmentView } from '@/lib/environments/queries'
import { announce } from '@/lib/events'
import { ring } from '@/lib/queue'
import type { Place } from './input'

/** Takes an environment out of service; its release stays the live one and a restart brings it back. The worker's sweep does the stopping. */
export async function stopEnvironment(actor: Actor, place: Place) {
  const { environment, resource } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'environment.stop', resource)
  await db.$transaction(async (tx) => {
    await tx.environment.update({ where: { id: environment.id }, data: { isStopped: true } })
    await announce(tx, { type: 'application', applicationId: environment.applicationId })
    await recordEvent(tx, actor, 'environment.stop', {
      resource: `environment ${place.application}/${place.environment}`,
      applicationId: environment.applicationId,
      environmentId: environment.id,
    })
  })
  await ring('housekeeping', { matchEnvironment: environment.id })
  return getEnvironmentView(actor, place.application, place.environment)
}
