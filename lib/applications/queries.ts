import type { Actor } from '@/lib/access/actor'
import { requireCan, whereReadable } from '@/lib/access/can'
import { db } from '@/lib/db'
import { notFound } from '@/lib/errors'
import { keyIn, type PageInput, pageOf } from '@/lib/paging'
import type { Application } from '@/prisma/generated/client'
import { viewApplication } from './view'

/** The row behind a slug, for the nouns; throws not-found also for what the actor may not see. */
export async function getApplication(actor: Actor, slug: string): Promise<Application> {
  const application = await db.application.findUnique({ where: { slug } })
  if (!application) throw notFound(`The application ${slug}`)
  requireCan(actor, 'application.read', { applicationId: application.id }, `The application ${slug}`)
  return application
}

export async function listApplications(actor: Actor, { cursor, limit }: PageInput) {
  const readable = whereReadable(actor).applicationId
  const after = keyIn(cursor)
  const rows = await db.application.findMany({
    where: { AND: [readable ? { id: readable } : {}, after ? { slug: { gt: after } } : {}] },
    orderBy: { slug: 'asc' },
    take: limit + 1,
  })
  return pageOf(rows, limit, (row) => row.slug, viewApplication)
}
