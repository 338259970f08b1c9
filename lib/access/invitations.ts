import { createHash } from 'node:crypto'
import { recordEvent } from '@/lib/audit/record-event'
import { db, type Tx } from '@/lib/db'
import { brokenUniqueness, DomainError } from '@/lib/errors'
import type { Role, Tier } from '@/prisma/generated/enums'
import type { Actor } from './actor'
import { hashPassword } from './passwords'

interface NewPerson {
  name: string
  password: string
}

interface Grant {
  email: string
  role: Role
  applicationId: string | null
  tier: Tier | null
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

const open = (token: string) => ({ tokenHash: hashOf(token), acceptedAt: null, expiresAt: { gt: new Date() } })

/** What the holder of a link is invited to, or null when it is unknown, used or expired: the three look alike. */
export async function findInvitation(token: string) {
  const invitation = await db.invitation.findFirst({
    where: open(token),
    select: { email: true, role: true, application: { select: { name: true } } },
  })
  if (!invitation) return null
  const account = await db.user.findUnique({ where: { email: invitation.email }, select: { id: true } })
  return { ...invitation, hasAccount: account !== null }
}

/** Makes the account the invitation was sent for. Address, role and place come from the invitation alone. */
export async function acceptInvitation(token: string, person: NewPerson, address: string | null) {
  const passwordHash = await hashPassword(person.password)
  return db
    .$transaction(async (tx) => {
      const grant = await takeInvitation(tx, token)
      const user = await tx.user.create({
        data: { email: grant.email, name: person.name, passwordHash, memberships: { create: placeOf(grant) } },
        select: { id: true, email: true, name: true },
      })
      const actor: Actor = { userId: user.id, name: user.name, email: user.email, memberships: [], via: 'session', address }
      await recordAcceptance(tx, actor, grant)
      return user
    })
    .catch((error) => {
      if (!brokenUniqueness(error)) throw error
      throw new DomainError('conflict', 'This address has an account already. Sign in with it, then open the link again.', {
        reason: 'invitation-account',
      })
    })
}

/** Adds what the invitation grants to the account it was sent for; nobody else can use the link. */
export async function joinByInvitation(actor: Actor, token: string) {
  await db.$transaction(async (tx) => {
    const grant = await takeInvitation(tx, token)
    if (actor.via !== 'session' || !actor.userId || grant.email !== actor.email) throw unusable()
    await tx.membership.create({ data: { userId: actor.userId, ...placeOf(grant) } })
    await recordAcceptance(tx, actor, grant)
  })
}

/** Marks it as used in the same statement that checks it: of two at once, one finds it open. */
async function takeInvitation(tx: Tx, token: string): Promise<Grant> {
  const [grant] = await tx.invitation.updateManyAndReturn({
    where: open(token),
    data: { acceptedAt: new Date() },
    select: { email: true, role: true, applicationId: true, tier: true },
  })
  if (!grant) throw unusable()
  return { ...grant, email: grant.email.toLowerCase() }
}

const placeOf = ({ role, applicationId, tier }: Grant) => ({ role, applicationId, tier })

const recordAcceptance = (tx: Tx, actor: Actor, grant: Grant) =>
  recordEvent(tx, actor, 'invitation.accept', {
    resource: `user ${grant.email}`,
    applicationId: grant.applicationId,
    after: placeOf(grant),
  })

const unusable = () =>
  new DomainError('not-found', 'This invitation was used, withdrawn, or has expired. Ask for a new link.', {
    reason: 'invitation-invalid',
  })
