import { z } from 'zod'
import { db, type Prisma } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import { keyIn, type PageInput, pageOf } from '@/lib/paging'
import type { Actor } from './actor'
import { can } from './can'
import { canSomewhere } from './can-somewhere'

export const TokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  application: z.string().nullable(),
  owner: z.object({ id: z.uuid(), name: z.string() }),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
export type TokenView = z.infer<typeof TokenView>

export const tokenInclude = { application: { select: { slug: true } }, user: { select: { id: true, name: true } } } as const
type TokenRow = Prisma.ApiTokenGetPayload<{ include: typeof tokenInclude }>

/** The actor's own tokens, an admin's view all of them; newest first. */
export async function listTokens(actor: Actor, { cursor, limit }: PageInput) {
  const userId = personOf(actor)
  const seesAll = can(actor, 'token.delete')
  if (!seesAll && !canSomewhere(actor, 'token.create')) {
    throw new DomainError('not-allowed', 'You may not list tokens with this one: it needs the scope token.create.', {
      key: 'token-list',
    })
  }
  const before = keyIn(cursor)
  const rows = await db.apiToken.findMany({
    where: {
      revokedAt: null,
      ...(!seesAll && { userId }),
      ...(actor.tokenApplicationId && { applicationId: actor.tokenApplicationId }),
      ...(z.uuid().safeParse(before).success && { id: { lt: before } }),
    },
    include: tokenInclude,
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return pageOf(rows, limit, (row) => row.id, viewToken)
}

export const viewToken = (row: TokenRow): TokenView => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  application: row.application?.slug ?? null,
  owner: row.user,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

/** Who acts, where only a person can. */
export function personOf(actor: Actor): string {
  if (!actor.userId) throw new DomainError('not-allowed', 'Only a person can do this: sign in first.', { key: 'person-only' })
  return actor.userId
}
