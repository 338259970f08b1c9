import type { Actor } from '@/lib/access/actor'
import { diffConfig, listConfigVersions } from '@/lib/config/queries'

const pageSize = 10

/** Versions with the keys each of them changed, against the one before. */
export async function readVersions(actor: Actor, application: string, environment: string, cursor?: string) {
  const { items, nextCursor } = await listConfigVersions(actor, application, environment, { limit: pageSize, cursor })
  const withChanges = await Promise.all(
    items.map(async (item) => ({
      ...item,
      changes: await diffConfig(actor, application, environment, { from: item.version - 1, to: item.version }),
    })),
  )
  return { items: withChanges, nextCursor }
}
