import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { Service } from '@/lib/applications/input'
import { getApplication } from '@/lib/applications/queries'
import { recordEvent } from '@/lib/audit/record-event'
import { db, type Tx } from '@/lib/db'
import { env } from '@/lib/env'
import { brokenUniqueness, DomainError } from '@/lib/errors'
import type { Application } from '@/prisma/generated/client'
import { requireBuilt } from './built'
import { type CreateEnvironmentInput, Health, policyFor } from './input'
import { getEnvironmentView } from './queries'

const backendLock = 7_272_002

export async function createEnvironment(actor: Actor, applicationSlug: string, input: CreateEnvironmentInput) {
  const application = await getApplication(actor, applicationSlug)
  requireCan(actor, 'environment.create', { applicationId: application.id, tier: input.tier })
  await db
    .$transaction(async (tx) => {
      const [created] = await insertEnvironments(tx, application, [input])
      await recordEvent(tx, actor, 'environment.create', {
        resource: `environment ${application.slug}/${input.slug}`,
        applicationId: application.id,
        environmentId: created?.id,
        after: input,
      })
    })
    .catch((error) => {
      throw takenError(error, input.slug)
    })
  return getEnvironmentView(actor, applicationSlug, input.slug)
}

/** Adds environments at the end of an application's line, each with its tier's policy and a place in the proxy. */
export async function insertEnvironments(tx: Tx, application: Application, inputs: CreateEnvironmentInput[]) {
  for (const input of inputs) requireBuilt(input)
  const line = await tx.environment.findMany({
    where: { applicationId: application.id },
    select: { slug: true, tier: true, position: true },
  })
  const staging = [...line, ...inputs].find(({ tier }) => tier === 'staging')?.slug ?? null
  const last = Math.max(0, ...line.map(({ position }) => position))
  const backends = await freeBackends(tx, inputs.length)
  return tx.environment.createManyAndReturn({
    data: inputs.map((input, index) => ({
      applicationId: application.id,
      slug: input.slug,
      name: input.name ?? input.slug,
      purpose: input.purpose ?? '',
      ownerId: input.ownerId ?? null,
      tier: input.tier,
      position: input.position ?? last + index + 1,
      domain: input.domain ?? `${input.slug}.${application.slug}.localhost`,
      replicas: input.replicas ?? 1,
      resources: input.resources,
      strategy: input.strategy,
      health: Health.parse({ path: Service.parse(application.service).healthPath, ...input.health }),
      policy: policyFor(input.tier, staging === input.slug ? null : staging, input.policy),
      commands: input.commands,
      backend: backends[index] as number,
    })),
  })
}

/** Numbers of proxy backends that no environment has. Held by a lock until the commit. */
async function freeBackends(tx: Tx, wanted: number): Promise<number[]> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${backendLock})`
  const size = env().BRANCHLINE_PROXY_BACKENDS
  const free = await tx.$queryRaw<{ number: number }[]>`
    SELECT number::int FROM generate_series(1, ${size}::int) AS number
    WHERE NOT EXISTS (SELECT 1 FROM "Environment" WHERE backend = number) ORDER BY number LIMIT ${wanted}`
  if (free.length === wanted) return free.map(({ number }) => number)
  throw new DomainError(
    'limit',
    `The proxy is set up for ${size} environments, and they are all in use. Raise BRANCHLINE_PROXY_BACKENDS and restart the proxy, or delete an environment.`,
    {
      reason: 'proxy-full',
      params: { size },
    },
  )
}

/** Turns a broken uniqueness into the sentence it deserves; passes every other error on. */
export function takenError(error: unknown, slug: string): unknown {
  const broken = brokenUniqueness(error)
  if (broken?.includes('domain')) {
    return new DomainError('conflict', 'Another environment answers at this domain already. Choose another domain.', {
      reason: 'domain-taken',
    })
  }
  if (broken?.includes('slug')) {
    return new DomainError('conflict', `The application has an environment named ${slug} already. Choose another slug.`, {
      reason: 'slug-taken',
      params: { slug },
    })
  }
  return error
}
