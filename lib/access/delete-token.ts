import { z } from 'zod'
import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { notFound } from '@/lib/errors'
import type { Actor } from './actor'
import { can } from './can'
import { canSomewhere } from './can-somewhere'

/** Ends a token at once: its owner may, and an admin. */
export async function deleteToken(actor: Actor, id: string) {
  const token = z.uuid().safeParse(id).success ? await db.apiToken.findFirst({ where: { id, revokedAt: null } }) : null
  if (!token || !mayDelete(actor, token)) throw notFound('This token')
  await db.$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } })
    if (count === 0) throw notFound('This token')
    await recordEvent(tx, actor, 'token.delete', {
      resource: `token ${token.name}`,
      applicationId: token.applicationId,
      before: { prefix: token.prefix, userId: token.userId },
    })
  })
}

function mayDelete(actor: Actor, { userId, applicationId }: { userId: string; applicationId: string | null }) {
  if (can(actor, 'token.delete', { applicationId: applicationId ?? undefined, ownerId: userId })) return true
  return userId === actor.userId && !actor.tokenApplicationId && canSomewhere(actor, 'token.delete')
}
