import type { Route } from 'next'
import type { Actor } from '@/lib/access/actor'
import { can } from '@/lib/access/can'
import { canSomewhere } from '@/lib/access/can-somewhere'

type PageName = 'members' | 'tokens' | 'system'

interface SettingsPage {
  name: PageName
  href: Route
}

/** Members are for who leads an application, or all of them. */
export const seesMembers = (actor: Actor) =>
  can(actor, 'member.read') ||
  actor.memberships.some(({ applicationId }) => applicationId !== null && can(actor, 'member.read', { applicationId }))

/** The pages of the settings this person may see, in order; how the system is may be known by all. */
export const settingsPages = (actor: Actor): SettingsPage[] => [
  ...(seesMembers(actor) ? [{ name: 'members' as const, href: '/settings/members' as Route }] : []),
  ...(canSomewhere(actor, 'token.create') ? [{ name: 'tokens' as const, href: '/settings/tokens' as Route }] : []),
  { name: 'system', href: '/settings/system' },
]
