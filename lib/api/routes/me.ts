import type { Actor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { Role, Tier } from '@/lib/environments/input'
import { answers, createRoute, router, z } from '../route'

const Me = z
  .object({
    id: z.uuid().nullable(),
    name: z.string(),
    email: z.string().nullable(),
    via: z.enum(['session', 'token', 'system']),
    memberships: z.array(z.object({ role: Role, application: z.string().nullable(), tier: Tier.nullable() })),
    token: z.object({ id: z.uuid(), scopes: z.array(z.string()), application: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Me' })

export const me = router()

me.openapi(
  createRoute({
    method: 'get',
    path: '/me',
    tags: ['Me'],
    summary: 'Who you are here, and what you may do where',
    responses: answers(200, Me, 'You.'),
  }),
  async (c) => c.json(await viewMe(c.get('actor')), 200),
)

async function viewMe({ userId, name, email, via, memberships, tokenId, scopes, tokenApplicationId }: Actor) {
  const ids = [tokenApplicationId, ...memberships.map(({ applicationId }) => applicationId)].filter((id) => id != null)
  const rows = await db.application.findMany({ where: { id: { in: ids } }, select: { id: true, slug: true } })
  const slugOf = (id: string | null | undefined) => rows.find((row) => row.id === id)?.slug ?? null
  return {
    id: userId,
    name,
    email,
    via,
    memberships: memberships.map(({ role, applicationId, tier }) => ({ role, application: slugOf(applicationId), tier })),
    token: tokenId ? { id: tokenId, scopes: scopes ?? [], application: slugOf(tokenApplicationId) } : null,
  }
}
