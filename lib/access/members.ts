import { z } from 'zod'
import { db, type Prisma } from '@/lib/db'
import { Role, Tier } from '@/lib/environments/input'
import { keyIn, type PageInput, pageOf } from '@/lib/paging'
import type { Actor } from './actor'
import { can, requireCan } from './can'

/** One role of one person: everywhere, in an application, or in a tier of one. A person with two roles is there twice. */
export const MemberView = z.object({
  id: z.uuid(),
  user: z.object({ id: z.uuid(), name: z.string(), email: z.string(), isDisabled: z.boolean(), isDemo: z.boolean() }),
  email: z.string(),
  name: z.string(),
  role: Role,
  application: z.string().nullable(),
  tier: Tier.nullable(),
})
export type MemberView = z.infer<typeof MemberView>

export const memberInclude = {
  user: { select: { id: true, name: true, email: true, isDisabled: true, isDemo: true } },
  application: { select: { slug: true } },
} as const
export type MemberRow = Prisma.MembershipGetPayload<{ include: typeof memberInclude }>

export const viewMember = ({ id, user, role, application, tier }: MemberRow): MemberView => ({
  id,
  user,
  email: user.email,
  name: user.name,
  role,
  application: application?.slug ?? null,
  tier,
})

/** Everybody the actor may know of: all, or the members of the applications he leads and those who are members everywhere. */
export async function listMembers(actor: Actor, { cursor, limit }: PageInput) {
  const after = keyIn(cursor)
  const rows = await db.membership.findMany({
    where: { AND: [wherePlaceIsKnown(actor), z.uuid().safeParse(after).success ? { id: { gt: after } } : {}] },
    include: memberInclude,
    orderBy: { id: 'asc' },
    take: limit + 1,
  })
  return pageOf(rows, limit, ({ id }) => id, viewMember)
}

export const InvitationView = z.object({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  application: z.string().nullable(),
  tier: Tier.nullable(),
  expiresAt: z.iso.datetime(),
})
export type InvitationView = z.infer<typeof InvitationView>

/** Open invitations to where the actor may invite; their links were shown once, when they were made. */
export async function listInvitations(actor: Actor): Promise<InvitationView[]> {
  const rows = await db.invitation.findMany({
    where: { acceptedAt: null, expiresAt: { gt: new Date() } },
    include: { application: { select: { slug: true } } },
    orderBy: { id: 'desc' },
  })
  return rows
    .filter(({ applicationId, tier }) =>
      can(actor, 'member.update', { applicationId: applicationId ?? undefined, tier: tier ?? undefined }),
    )
    .map(({ id, email, role, application, tier, expiresAt }) => ({
      id,
      email,
      role,
      application: application?.slug ?? null,
      tier,
      expiresAt: expiresAt.toISOString(),
    }))
}

function wherePlaceIsKnown(actor: Actor) {
  if (can(actor, 'member.read')) return {}
  const led = actor.memberships
    .flatMap(({ applicationId }) => applicationId ?? [])
    .filter((applicationId) => can(actor, 'member.read', { applicationId }))
  if (led.length === 0) requireCan(actor, 'member.read', { applicationId: actor.tokenApplicationId ?? undefined })
  const known = actor.tokenApplicationId ? [actor.tokenApplicationId] : led
  return { OR: [{ applicationId: { in: known } }, { applicationId: null }] }
}
