import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { can, whereReadable } from '@/lib/access/can'
import { getApplication } from '@/lib/applications/queries'
import { db, type Tx } from '@/lib/db'
import { notFound } from '@/lib/errors'
import { numberIn, PageInput, pageOf } from '@/lib/paging'
import { Slug } from '@/lib/text'
import { isFinished, statuses } from './status'
import { type DeploymentRow, type DeploymentView, deploymentInclude, viewDeployment } from './view'
import { waitingOf } from './waiting'

/** Null also for what the actor may not see, and for text that is no id. */
export async function findDeployment(actor: Actor, id: string): Promise<DeploymentView | null> {
  return z.uuid().safeParse(id).success ? findVisible(actor, { id }) : null
}

export async function getDeployment(actor: Actor, id: string): Promise<DeploymentView> {
  const deployment = await findDeployment(actor, id)
  if (!deployment) throw notFound('This deployment')
  return deployment
}

export async function getDeploymentByNumber(actor: Actor, number: number): Promise<DeploymentView> {
  const isNumber = Number.isInteger(number) && number > 0 && number < 2 ** 31
  const deployment = isNumber ? await findVisible(actor, { number }) : null
  if (!deployment) throw notFound(`Deployment #${number}`)
  return deployment
}

export const ListDeploymentsInput = PageInput.extend({
  application: Slug.optional(),
  environment: Slug.optional(),
  status: z.enum(statuses).optional(),
})
export type ListDeploymentsInput = z.infer<typeof ListDeploymentsInput>

/** The newest first; a new deployment never shifts the pages that follow. */
export async function listDeployments(actor: Actor, { application, environment, status, cursor, limit }: ListDeploymentsInput) {
  const within = application ? { applicationId: (await getApplication(actor, application)).id } : {}
  const rows = await db.deployment.findMany({
    where: {
      AND: [whereReadable(actor, 'deployment.read'), within],
      ...(environment && { environment: { slug: environment } }),
      status,
      number: { lt: numberIn(cursor) },
    },
    include: deploymentInclude,
    orderBy: { number: 'desc' },
    take: limit + 1,
  })
  const waiting = await waitingOf(db, rows)
  return pageOf(
    rows,
    limit,
    ({ number }) => number,
    (row) => viewDeployment(row, waiting(row.id)),
  )
}

async function findVisible(actor: Actor, where: { id: string } | { number: number }) {
  const place = await db.deployment.findUnique({ where, select: { id: true, applicationId: true } })
  if (!place || !can(actor, 'deployment.read', { applicationId: place.applicationId })) return null
  return (await readDeployment(place.id))?.view ?? null
}

/** Row, steps and approvals of one moment; the caller has asked who may see it. */
export const readDeployment = (id: string) =>
  db.$transaction(
    async (tx: Tx) => {
      const row = await tx.deployment.findUnique({ where: { id }, include: deploymentInclude })
      if (!row) return null
      return { view: viewDeployment(row, (await waitingOf(tx, [row]))(id)), isOver: isOver(row) }
    },
    { isolationLevel: 'RepeatableRead' },
  )

/** Nothing more will happen: what was live has also drained and been watched, or went back. */
const isOver = ({ status, liveAt, settledAt }: DeploymentRow) => (liveAt ? settledAt !== null : isFinished(status))
