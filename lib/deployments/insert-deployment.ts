import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { db, type Prisma, type Tx } from '@/lib/db'
import { Commands, Policy } from '@/lib/environments/input'
import { brokenUniqueness } from '@/lib/errors'
import { announce } from '@/lib/events'
import { ring } from '@/lib/queue'
import type { Environment } from '@/prisma/generated/client'
import type { DeploymentKind } from '@/prisma/generated/enums'
import { stepsOf } from './status'
import { type DeploymentView, deploymentInclude, viewDeployment } from './view'

type Content = Pick<
  Prisma.DeploymentUncheckedCreateInput,
  'requestedBranches' | 'requestedBaseSha' | 'basedOnId' | 'sourceId' | 'releaseId' | 'imageId' | 'note' | 'skipTest'
>

/**
 * Makes the row before anybody is answered, then rings. Two requests for one environment go one after the other through
 * `decide`, which looks at the newest state under the lock and says what the deployment is to contain.
 * Asked twice with one idempotency key, the first deployment is the answer.
 */
export async function insertDeployment(
  actor: Actor,
  environment: Environment & { application: { slug: string } },
  kind: DeploymentKind,
  decide: (tx: Tx) => Promise<Content>,
): Promise<DeploymentView> {
  const intention = actor.intention ?? null
  const insert = db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${environment.id}, 0))`
    const content = await decide(tx)
    const row = await tx.deployment.create({
      data: {
        ...content,
        applicationId: environment.applicationId,
        environmentId: environment.id,
        kind,
        intention,
        requestedById: actor.userId,
        requestedByName: actor.name,
        steps: { createMany: { data: plannedSteps(environment, kind) } },
      },
      include: deploymentInclude,
    })
    await announce(tx, {
      type: 'deployment',
      deploymentId: row.id,
      environmentId: environment.id,
      applicationId: environment.applicationId,
    })
    await recordEvent(tx, actor, `deployment.${kind}`, {
      resource: `deployment #${row.number} of ${environment.application.slug}/${environment.slug}`,
      applicationId: environment.applicationId,
      environmentId: environment.id,
      after: { branches: content.requestedBranches, sourceId: content.sourceId, note: content.note },
    })
    return row
  })
  const row = await insert.catch(async (error) => {
    const isRepeated = intention && brokenUniqueness(error)?.includes('intention')
    if (!isRepeated) throw error
    return db.deployment.findUniqueOrThrow({ where: { intention }, include: deploymentInclude })
  })
  // Nobody waits for the doorbell: the row is what counts.
  void ring('deployments', { deploymentId: row.id })
  return viewDeployment(row)
}

/** The steps that apply, so that the page shows the whole way from the first moment. */
function plannedSteps(environment: Environment, kind: DeploymentKind) {
  const policy = Policy.parse(environment.policy)
  const commands = Commands.parse(environment.commands)
  const applies = {
    test: policy.test.command !== null,
    approve: policy.approvals.length > 0,
    migrate: commands.migrate !== null,
  } as Record<string, boolean>
  return stepsOf[kind].filter((name) => applies[name] ?? true).map((name, position) => ({ name, position }))
}
