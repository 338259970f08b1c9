import type { Role, Tier } from '@/prisma/generated/enums'
import type { MembershipOf } from './actor'

/** The roles that memberships give in one tier of one application. */
export const rolesIn = (memberships: MembershipOf[], { applicationId, tier }: { applicationId: string; tier: Tier }): Role[] =>
  memberships
    .filter((membership) => !membership.applicationId || membership.applicationId === applicationId)
    .filter((membership) => !membership.tier || membership.tier === tier)
    .map(({ role }) => role)
