import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { getApplication } from '@/lib/applications/queries'
import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { getEnvironment } from '@/lib/environments/queries'
import { DomainError } from '@/lib/errors'
import type { PutVariablesInput } from './input'
import { fingerprint, seal } from './sealing'
import { compareConfig, readLayer, type StoredVariable, viewVariable } from './variables'

/** `{app}` or `{app}/{env}`, and the right to change it: the whole application's variables reach production too. */
async function locate(
  actor: Actor,
  action: 'config.read' | 'config.update',
  applicationSlug: string,
  environmentSlug: string | null,
) {
  if (environmentSlug === null) {
    const application = await getApplication(actor, applicationSlug)
    const tier = action === 'config.update' ? 'production' : undefined
    requireCan(actor, action, { applicationId: application.id, tier })
    return { applicationId: application.id, environmentId: null, name: applicationSlug }
  }
  const { environment, resource } = await getEnvironment(actor, applicationSlug, environmentSlug)
  requireCan(actor, action, resource)
  return {
    applicationId: environment.applicationId,
    environmentId: environment.id,
    name: `${applicationSlug}/${environmentSlug}`,
  }
}

export async function getVariables(actor: Actor, applicationSlug: string, environmentSlug: string | null) {
  const layer = await locate(actor, 'config.read', applicationSlug, environmentSlug)
  const { version, items } = await readLayer(db, layer)
  return { version, items: items.map(viewVariable) }
}

/**
 * Replaces a layer whole and makes a version of it. `expectedVersion` is what the writer saw: a change in between is
 * `stale`. Running containers keep what they have; the next deployment takes the new version.
 */
export async function putVariables(
  actor: Actor,
  { application, environment }: { application: string; environment: string | null },
  input: PutVariablesInput,
  expectedVersion: number,
) {
  const { name, ...layer } = await locate(actor, 'config.update', application, environment)
  const sealed = await Promise.all(
    input.items.map(async (item) => (item.secret && item.value !== null ? seal(item.value) : null)),
  )
  return db.$transaction(async (tx) => {
    const { configVersion: version } = await tx.application.update({
      where: { id: layer.applicationId },
      data: { configVersion: { increment: 1 } },
      select: { configVersion: true },
    })
    const before = await readLayer(tx, layer)
    if (before.version !== expectedVersion) {
      throw new DomainError('stale', 'Somebody changed these variables meanwhile. Load them again and repeat your change.', {
        reason: 'stale',
      })
    }
    const stored = new Map(before.items.map((item) => [item.key, item]))
    const items = input.items.map((item, index): StoredVariable => {
      const kept = item.secret && item.value === null ? stored.get(item.key) : undefined
      if (!item.secret) return { ...item, sealed: null, fingerprint: null }
      if (item.value === null) return { ...item, sealed: kept?.sealed ?? null, fingerprint: kept?.fingerprint ?? null }
      return { ...item, value: null, sealed: sealed[index] ?? null, fingerprint: fingerprint(item.value) }
    })
    await tx.configVersion.create({
      data: {
        ...layer,
        layer: layer.environmentId ? 'environment' : 'application',
        version,
        items: items as object[],
        author: actor.name,
        message: input.message,
      },
    })
    await recordEvent(tx, actor, 'config.update', {
      resource: `variables of ${name}`,
      ...layer,
      before: { version: before.version },
      after: { version, message: input.message, ...compareConfig(before.items, items) },
    })
    return { version, items: items.map(viewVariable) }
  })
}
