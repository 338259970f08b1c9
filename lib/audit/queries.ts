import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { can, readableApplications } from '@/lib/access/can'
import { canSomewhere } from '@/lib/access/can-somewhere'
import { getApplication } from '@/lib/applications/queries'
import { containing } from '@/lib/containing'
import { db, type Prisma } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import { numberIn, PageInput, pageOf } from '@/lib/paging'
import { lineOfText, Slug } from '@/lib/text'
import type { AuditEvent } from '@/prisma/generated/client'

export const ListAuditInput = PageInput.extend({
  /** A person's id, or a part of the name. */
  actor: lineOfText(200).optional(),
  /** `deployment.live`, or `deployment` for everything that begins so. */
  action: z
    .string()
    .max(100)
    .regex(/^[a-z.-]+$/, 'must be an action such as deployment.live')
    .optional(),
  application: Slug.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
})
export type ListAuditInput = z.infer<typeof ListAuditInput>

export const AuditView = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  actor: z.object({ id: z.uuid().nullable(), name: z.string() }),
  /** Done with an API token and not in a browser. */
  byToken: z.boolean(),
  action: z.string(),
  application: z.string().nullable(),
  environment: z.string().nullable(),
  resource: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string().nullable(),
  hash: z.string(),
})
export type AuditView = z.infer<typeof AuditView>

/** What happened, newest first: of the applications the actor reads, and for admins of the installation too. */
export async function listAudit(actor: Actor, input: ListAuditInput) {
  if (!canSomewhere(actor, 'audit.read')) {
    throw new DomainError(
      'not-allowed',
      'You may not read the audit here. An admin can give you a role, or the token its scope.',
      { key: 'audit-closed' },
    )
  }
  const application = input.application ? await getApplication(actor, input.application) : null
  const rows = await db.auditEvent.findMany({
    where: {
      AND: [
        whereVisible(actor),
        whereActor(input.actor),
        input.action ? { OR: [{ action: input.action }, { action: { startsWith: `${input.action}.` } }] } : {},
      ],
      ...(application && { applicationId: application.id }),
      ...((input.from || input.to) && {
        at: { ...(input.from && { gte: new Date(input.from) }), ...(input.to && { lte: new Date(input.to) }) },
      }),
      seq: { lt: numberIn(input.cursor) },
    },
    orderBy: { seq: 'desc' },
    take: input.limit + 1,
  })
  const nameOf = await namesIn(rows)
  return pageOf(
    rows,
    input.limit,
    ({ seq }) => seq,
    (row) => viewEvent(row, nameOf),
  )
}

function whereVisible(actor: Actor): Prisma.AuditEventWhereInput {
  const readable = readableApplications(actor, 'audit.read')
  const seesInstallation = can(actor, 'audit.export')
  if (readable === 'all') return seesInstallation ? {} : { applicationId: { not: null } }
  return { applicationId: { in: readable } }
}

function whereActor(text: string | undefined): Prisma.AuditEventWhereInput {
  if (!text) return {}
  if (z.uuid().safeParse(text).success) return { actorId: text }
  return { actorName: containing(text) }
}

/** Slugs of what still exists; of deleted things the resource's text tells. */
async function namesIn(rows: AuditEvent[]) {
  const applications = db.application.findMany({
    where: { id: { in: rows.flatMap(({ applicationId }) => applicationId ?? []) } },
    select: { id: true, slug: true },
  })
  const environments = db.environment.findMany({
    where: { id: { in: rows.flatMap(({ environmentId }) => environmentId ?? []) } },
    select: { id: true, slug: true },
  })
  const names = new Map([...(await applications), ...(await environments)].map(({ id, slug }) => [id, slug]))
  return (id: string | null) => (id && names.get(id)) ?? null
}

const viewEvent = (row: AuditEvent, nameOf: (id: string | null) => string | null): AuditView => ({
  seq: Number(row.seq),
  at: row.at.toISOString(),
  actor: { id: row.actorId, name: row.actorName },
  byToken: row.tokenId !== null,
  action: row.action,
  application: nameOf(row.applicationId),
  environment: nameOf(row.environmentId),
  resource: row.resource,
  before: row.before,
  after: row.after,
  address: row.address,
  hash: row.hash,
})
