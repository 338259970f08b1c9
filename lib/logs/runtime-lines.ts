import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { containing } from '@/lib/containing'
import { db } from '@/lib/db'
import type { Place } from '@/lib/deployments/input'
import { getEnvironment } from '@/lib/environments/queries'
import { lineOfText } from '@/lib/text'
import type { RuntimeLine } from '@/prisma/generated/client'

/** Ids are 64 bits wide and travel as text. */
const LineId = z.string().regex(/^\d{1,18}$/, 'must be the id of a line')

export const ListRuntimeLinesInput = z.object({
  /** Lines after this one, oldest first. */
  after: LineId.optional(),
  /** The lines just before this one. Neither: the newest. */
  before: LineId.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  q: lineOfText(200).optional(),
})
export type ListRuntimeLinesInput = z.infer<typeof ListRuntimeLinesInput>

export const RuntimeLineView = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  deploymentId: z.uuid(),
  replica: z.int(),
  stream: z.string(),
  text: z.string(),
})
export type RuntimeLineView = z.infer<typeof RuntimeLineView>

/** What an environment's containers print, always in the order in which it came. `hasMore`: in the direction asked. */
export async function listRuntimeLines(actor: Actor, place: Place, { after, before, limit, q }: ListRuntimeLinesInput) {
  const environmentId = await getReadableEnvironment(actor, place)
  const isForward = after !== undefined
  const rows = await db.runtimeLine.findMany({
    where: {
      environmentId,
      id: { ...(after && { gt: BigInt(after) }), ...(before && { lt: BigInt(before) }) },
      ...(q && { text: containing(q) }),
    },
    orderBy: { id: isForward ? 'asc' : 'desc' },
    take: limit + 1,
  })
  const shown = rows.slice(0, limit)
  if (!isForward) shown.reverse()
  return { items: shown.map(viewRuntimeLine), hasMore: rows.length > limit }
}

export async function getReadableEnvironment(actor: Actor, place: Place): Promise<string> {
  const { environment, application } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'log.read', { applicationId: application.id })
  return environment.id
}

export const viewRuntimeLine = ({ id, at, deploymentId, replica, stream, text }: RuntimeLine): RuntimeLineView => ({
  id: id.toString(),
  at: at.toISOString(),
  deploymentId,
  replica,
  stream,
  text,
})
