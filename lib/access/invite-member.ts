import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { getApplication } from '@/lib/applications/queries'
import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { Role, Tier } from '@/lib/environments/input'
import { DomainError, notFound } from '@/lib/errors'
import { Slug } from '@/lib/text'
import type { Actor } from './actor'
import { can, requireCan } from './can'
import type { InvitationView } from './members'
import { normalizeEmail } from './sign-in'
import { personOf } from './tokens'

const lifetimeMs = 7 * 24 * 60 * 60 * 1000

export const InviteMemberInput = z.strictObject({
  email: z.email().max(320).transform(normalizeEmail),
  role: Role,
  /** Slug; absent: everywhere. */
  application: Slug.nullish(),
  /** Absent: in every tier. */
  tier: Tier.nullish(),
})
export type InviteMemberInput = z.infer<typeof InviteMemberInput>

/** Makes a one-time link for one address. A new invitation to the same place takes the earlier one's link away. */
export async function inviteMember(actor: Actor, input: InviteMemberInput): Promise<InvitationView & { url: string }> {
  const { email, role } = input
  const application = input.application ? await getApplication(actor, input.application) : null
  const place = { applicationId: application?.id ?? null, tier: input.tier ?? null }
  requireCan(actor, 'member.update', { applicationId: application?.id, tier: input.tier ?? undefined })
  if (await db.membership.findFirst({ where: { ...place, user: { email } }, select: { id: true } })) throw memberAlready(email)
  const invitedById = personOf(actor)
  const token = randomBytes(32).toString('base64url')
  const invitation = await db.$transaction(async (tx) => {
    await tx.invitation.deleteMany({ where: { ...place, email, acceptedAt: null } })
    const created = await tx.invitation.create({
      data: {
        ...place,
        email,
        role,
        tokenHash: createHash('sha256').update(token).digest('hex'),
        invitedById,
        expiresAt: new Date(Date.now() + lifetimeMs),
      },
    })
    await recordEvent(tx, actor, 'member.invite', {
      resource: `user ${email}`,
      applicationId: place.applicationId,
      after: { role, ...place },
    })
    return created
  })
  return {
    id: invitation.id,
    email,
    role,
    application: application?.slug ?? null,
    tier: place.tier,
    expiresAt: invitation.expiresAt.toISOString(),
    url: `${env().url}/invite/${token}`,
  }
}

/** Takes a link away before anybody used it. */
export async function withdrawInvitation(actor: Actor, id: string) {
  const invitation = await db.invitation.findFirst({ where: { id, acceptedAt: null } })
  const { applicationId, tier } = invitation ?? {}
  if (!invitation || !can(actor, 'member.update', { applicationId: applicationId ?? undefined, tier: tier ?? undefined })) {
    throw notFound('This invitation')
  }
  await db.$transaction(async (tx) => {
    const { count } = await tx.invitation.deleteMany({ where: { id, acceptedAt: null } })
    if (count === 0) throw notFound('This invitation')
    await recordEvent(tx, actor, 'member.uninvite', { resource: `user ${invitation.email}`, applicationId })
  })
}

const memberAlready = (email: string) =>
  new DomainError('conflict', `${email} is a member here already. Change the role instead.`, {
    reason: 'member-already',
    params: { email },
  })
