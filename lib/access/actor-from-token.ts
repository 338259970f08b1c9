import { db } from '@/lib/db'
import type { Actor } from './actor'
import { hashToken, looksLikeToken } from './token-text'

/** `lastUsedAt` is not written on every request. */
const usedEveryMs = 60_000

/** Who a bearer token stands for, as of now; null when it is unknown, revoked or expired, or its person was disabled. */
export async function actorFromToken(bearer: string, address: string | null): Promise<Actor | null> {
  if (!looksLikeToken(bearer)) return null
  const now = new Date()
  const token = await db.apiToken.findFirst({
    where: {
      tokenHash: hashToken(bearer),
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
      user: { isDisabled: false },
    },
    select: {
      id: true,
      scopes: true,
      applicationId: true,
      lastUsedAt: true,
      user: {
        select: { id: true, name: true, email: true, memberships: { select: { role: true, applicationId: true, tier: true } } },
      },
    },
  })
  if (!token) return null
  if (now.getTime() - (token.lastUsedAt?.getTime() ?? 0) > usedEveryMs) {
    await db.apiToken.updateMany({ where: { id: token.id }, data: { lastUsedAt: now } })
  }
  const { id, ...user } = token.user
  return {
    userId: id,
    ...user,
    via: 'token',
    tokenId: token.id,
    scopes: token.scopes,
    tokenApplicationId: token.applicationId,
    address,
  }
}
