import type { Action } from './actions'
import type { Actor } from './actor'
import { can } from './can'

/** May the actor do it anywhere at all? For what belongs to a person, such as a token, and not to an application. */
export function canSomewhere(actor: Actor, action: Action): boolean {
  const ownerId = actor.userId
  const places = [
    {},
    { applicationId: actor.tokenApplicationId ?? undefined },
    ...actor.memberships.map(({ applicationId, tier }) => ({
      applicationId: applicationId ?? actor.tokenApplicationId ?? undefined,
      tier: tier ?? undefined,
    })),
  ]
  return places.some((place) => can(actor, action, { ...place, ownerId }))
}
