import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { containing } from '@/lib/containing'
import { db } from '@/lib/db'
import { notFound } from '@/lib/errors'
import { lineOfText } from '@/lib/text'

export const ListLinesInput = z.object({
  /** The number of the last line seen. */
  after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  /** Part of the text, in any case. */
  q: lineOfText(200).optional(),
  level: z.enum(['debug', 'info', 'warn', 'error']).optional(),
})
export type ListLinesInput = z.infer<typeof ListLinesInput>

export const LineView = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  step: z.string(),
  level: z.string(),
  stream: z.string(),
  text: z.string(),
})
export type LineView = z.infer<typeof LineView>

/** A deployment's log from its beginning on. `nextCursor` is the next page's `after`; null: there is no more by now. */
export async function listLines(actor: Actor, id: string, { after, limit, q, level }: ListLinesInput) {
  const deployment = await getReadable(actor, id)
  const rows = await db.logLine.findMany({
    where: { deploymentId: deployment.id, seq: { gt: after }, level, ...(q && { text: containing(q) }) },
    orderBy: { seq: 'asc' },
    take: limit + 1,
  })
  const shown = rows.slice(0, limit)
  return { items: shown.map(viewLine), nextCursor: rows.length > limit ? String(shown.at(-1)?.seq) : null }
}

const linesAtOnce = 2000

/** The whole log as text for a download, read piece by piece; the right is asked before the first byte. */
export async function streamText(actor: Actor, id: string): Promise<AsyncGenerator<string>> {
  const deployment = await getReadable(actor, id)
  return textOf(deployment.id)
}

async function* textOf(id: string) {
  for (let after = 0; ; ) {
    const lines = await readLines(id, after, linesAtOnce)
    if (lines.length > 0) yield lines.map(({ at, step, text }) => `${at} [${step}] ${text}\n`).join('')
    if (lines.length < linesAtOnce) return
    after = lines.at(-1)?.seq ?? after
  }
}

/** The next lines of a log; the caller has asked who may see it. */
export async function readLines(deploymentId: string, after: number, limit: number): Promise<LineView[]> {
  const rows = await db.logLine.findMany({
    where: { deploymentId, seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take: limit,
  })
  return rows.map(viewLine)
}

/** A deployment whose log the actor may read; throws not-found for one he may not see. */
export async function getReadable(actor: Actor, id: string) {
  const deployment = z.uuid().safeParse(id).success
    ? await db.deployment.findUnique({ where: { id }, select: { id: true, applicationId: true, environmentId: true } })
    : null
  if (!deployment) throw notFound('This deployment')
  requireCan(actor, 'log.read', { applicationId: deployment.applicationId }, 'This deployment')
  return deployment
}

const viewLine = (line: { seq: number; at: Date; step: string; level: string; stream: string; text: string }): LineView => ({
  seq: line.seq,
  at: line.at.toISOString(),
  step: line.step,
  level: line.level,
  stream: line.stream,
  text: line.text,
})
