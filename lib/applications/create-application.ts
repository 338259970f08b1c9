import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { recordEvent } from '@/lib/audit/record-event'
import { seal } from '@/lib/config/sealing'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { insertEnvironments } from '@/lib/environments/create-environment'
import { CreateEnvironmentInput, defaultEnvironments } from '@/lib/environments/input'
import { brokenUniqueness, DomainError } from '@/lib/errors'
import { parseRepositoryUrl } from '@/lib/git/repository-url'
import { fetchSoon } from './fetch-soon'
import type { CreateApplicationInput } from './input'
import { viewApplication } from './view'

/** How long the answer waits for the first fetch, so that branches are there when the page opens. */
const firstFetchMs = 3000

export async function createApplication(actor: Actor, input: CreateApplicationInput, options: { isDemo?: boolean } = {}) {
  requireCan(actor, 'application.create')
  const { href } = parseRepositoryUrl(input.repository.url, env().allowedHosts)
  const { username, password, sshPrivateKey } = input.repository
  const sealed = {
    repositoryPassword: password ? await seal(password) : null,
    repositorySshKey: sshPrivateKey ? await seal(sshPrivateKey) : null,
  }
  const application = await db
    .$transaction(async (tx) => {
      const created = await tx.application.create({
        data: {
          slug: input.slug,
          name: input.name ?? input.slug,
          repositoryUrl: href,
          repositoryUsername: username ?? null,
          ...sealed,
          baseBranch: input.baseBranch,
          build: input.build,
          service: input.service,
          isDemo: options.isDemo ?? false,
        },
      })
      const environments =
        input.environments ?? defaultEnvironments.map((environment) => CreateEnvironmentInput.parse(environment))
      await insertEnvironments(tx, created, environments)
      await recordEvent(tx, actor, 'application.create', {
        resource: `application ${created.slug}`,
        applicationId: created.id,
        after: { slug: created.slug, repository: href, environments: environments.map(({ slug }) => slug) },
      })
      return created
    })
    .catch((error) => {
      if (brokenUniqueness(error)?.includes('slug')) throw slugTaken(input.slug)
      throw error
    })
  await fetchSoon(application.id, options.isDemo ? 0 : firstFetchMs)
  return viewApplication(await db.application.findUniqueOrThrow({ where: { id: application.id } }))
}

const slugTaken = (slug: string) =>
  new DomainError('conflict', `There is an application named ${slug} already. Choose another slug.`, {
    reason: 'slug-taken',
    params: { slug },
  })
