import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { announce } from '@/lib/events'
import { requireBuilt } from './built'
import { takenError } from './create-environment'
import { Commands, Health, Policy, Resources, Strategy, type UpdateEnvironmentInput } from './input'
import { getEnvironment, getEnvironmentView } from './queries'

/** Changes what is named and keeps the rest. Running containers keep what they have until the next deployment. */
export async function updateEnvironment(actor: Actor, applicationSlug: string, slug: string, input: UpdateEnvironmentInput) {
  const { environment, resource } = await getEnvironment(actor, applicationSlug, slug)
  requireCan(actor, 'environment.update', resource)
  if (input.tier) requireCan(actor, 'environment.update', { ...resource, tier: input.tier })
  requireBuilt(input)
  const { resources, strategy, health, policy, commands, ...plain } = input
  const changes = {
    ...plain,
    ...(resources && { resources: Resources.parse({ ...Object(environment.resources), ...resources }) }),
    ...(strategy && { strategy: Strategy.parse({ ...Object(environment.strategy), ...strategy }) }),
    ...(health && { health: Health.parse({ ...Object(environment.health), ...health }) }),
    ...(policy && { policy: Policy.parse({ ...Object(environment.policy), ...policy }) }),
    ...(commands && { commands: Commands.parse({ ...Object(environment.commands), ...commands }) }),
  }
  await db
    .$transaction(async (tx) => {
      await tx.environment.update({ where: { id: environment.id }, data: changes })
      await announce(tx, { type: 'application', applicationId: environment.applicationId })
      await recordEvent(tx, actor, 'environment.update', {
        resource: `environment ${applicationSlug}/${slug}`,
        applicationId: environment.applicationId,
        environmentId: environment.id,
        before: Object.fromEntries(Object.keys(changes).map((key) => [key, environment[key as keyof typeof environment]])),
        after: changes,
      })
    })
    .catch((error) => {
      throw takenError(error, slug)
    })
  return getEnvironmentView(actor, applicationSlug, slug)
}
