import { z } from 'zod'
import { recordEvent } from '@/lib/audit/record-event'
import { db, type Tx } from '@/lib/db'
import { Role } from '@/lib/environments/input'
import { DomainError, notFound } from '@/lib/errors'
import type { Actor } from './actor'
import { can } from './can'
import { type MemberRow, type MemberView, memberInclude, viewMember } from './members'
import { revokeSessionsOf } from './sessions'

export const UpdateMemberInput = z.strictObject({ role: Role })
export type UpdateMemberInput = z.infer<typeof UpdateMemberInput>

/** Held while roles change, so that two admins who demote each other in the same instant do not both succeed. */
const membersLock = 7_272_003

/** Gives a member another role in the same place. The person signs in again. */
export async function updateMember(actor: Actor, id: string, { role }: UpdateMemberInput): Promise<MemberView> {
  return changeMember(actor, id, async (tx, member) => {
    if (member.role === role) return viewMember(member)
    if (role !== 'admin') await requireAnotherAdmin(tx, member)
    const updated = await tx.membership.update({ where: { id }, data: { role }, include: memberInclude })
    await revokeSessionsOf(tx, actor, member.userId)
    await recordEvent(tx, actor, 'member.update', subjectOf(member, { role: member.role }, { role }))
    return viewMember(updated)
  })
}

/** Takes a role away. Sessions end; with the last role the person's tokens end too. */
export async function removeMember(actor: Actor, id: string) {
  await changeMember(actor, id, async (tx, member) => {
    await requireAnotherAdmin(tx, member)
    await tx.membership.delete({ where: { id } })
    await revokeSessionsOf(tx, actor, member.userId)
    const isGone = (await tx.membership.count({ where: { userId: member.userId } })) === 0
    const tokens = isGone
      ? await tx.apiToken.updateMany({ where: { userId: member.userId, revokedAt: null }, data: { revokedAt: new Date() } })
      : { count: 0 }
    await recordEvent(tx, actor, 'member.remove', subjectOf(member, { role: member.role }, { tokensRevoked: tokens.count }))
  })
}

/** Finds the member under the lock and asks for the right; who may not read it learns nothing of it. */
async function changeMember<T>(actor: Actor, id: string, change: (tx: Tx, member: MemberRow) => Promise<T>): Promise<T> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${membersLock})`
    const member = z.uuid().safeParse(id).success
      ? await tx.membership.findUnique({ where: { id }, include: memberInclude })
      : null
    if (!member) throw notFound('This member')
    const place = { applicationId: member.applicationId ?? undefined, tier: member.tier ?? undefined }
    if (can(actor, 'member.update', place)) return change(tx, member)
    if (!can(actor, 'member.read', place)) throw notFound('This member')
    throw new DomainError('not-allowed', 'Only an admin changes who is a member, and as what.', { params: { role: 'admin' } })
  })
}

async function requireAnotherAdmin(tx: Tx, { id, role, applicationId, tier }: MemberRow) {
  if (role !== 'admin' || applicationId || tier) return
  const others = await tx.membership.count({
    where: { id: { not: id }, role: 'admin', applicationId: null, tier: null, user: { isDisabled: false } },
  })
  if (others > 0) return
  throw new DomainError('conflict', 'This is the last admin. Make somebody else an admin first.', { reason: 'last-admin' })
}

const subjectOf = (member: MemberRow, before: object, after: object) => ({
  resource: `user ${member.user.email}`,
  applicationId: member.applicationId,
  before: { ...before, tier: member.tier },
  after,
})
