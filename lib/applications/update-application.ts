import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { recordEvent } from '@/lib/audit/record-event'
import { seal } from '@/lib/config/sealing'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { parseRepositoryUrl } from '@/lib/git/repository-url'
import type { Application } from '@/prisma/generated/client'
import { fetchSoon } from './fetch-soon'
import type { Repository, UpdateApplicationInput } from './input'
import { getApplication } from './queries'
import { viewApplication } from './view'

export async function updateApplication(actor: Actor, slug: string, input: UpdateApplicationInput) {
  const application = await getApplication(actor, slug)
  requireCan(actor, 'application.update', { applicationId: application.id })
  const repository = input.repository ? await repositoryChange(application, input.repository) : {}
  const updated = await db.$transaction(async (tx) => {
    const row = await tx.application.update({
      where: { id: application.id },
      data: {
        ...(input.name !== undefined && { name: input.name }),
        ...(input.baseBranch !== undefined && { baseBranch: input.baseBranch }),
        ...(input.build && { build: { ...Object(application.build), ...input.build } }),
        ...(input.service && { service: { ...Object(application.service), ...input.service } }),
        ...repository,
      },
    })
    await recordEvent(tx, actor, 'application.update', {
      resource: `application ${slug}`,
      applicationId: row.id,
      before: viewApplication(application),
      after: viewApplication(row),
    })
    return row
  })
  if (input.repository) await fetchSoon(updated.id, 0)
  return viewApplication(updated)
}

/** Credentials belong to the host they were given for: another URL needs them again. */
async function repositoryChange(application: Application, given: Partial<Repository>) {
  const href = given.url ? parseRepositoryUrl(given.url, env().allowedHosts).href : application.repositoryUrl
  const isOtherHost = new URL(asUrl(href)).host !== new URL(asUrl(application.repositoryUrl)).host
  return {
    repositoryUrl: href,
    ...(given.username !== undefined && { repositoryUsername: given.username }),
    ...(isOtherHost && { repositoryPassword: null, repositorySshKey: null, repositoryHostKeys: null }),
    ...(given.password !== undefined && { repositoryPassword: given.password ? await seal(given.password) : null }),
    ...(given.sshPrivateKey !== undefined && { repositorySshKey: given.sshPrivateKey ? await seal(given.sshPrivateKey) : null }),
  }
}

const asUrl = (href: string) => (href.includes('://') ? href : `ssh://${href.replace(':', '/')}`)
