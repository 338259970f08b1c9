import type { Actor } from '@/lib/access/actor'
import { whereReadable } from '@/lib/access/can'
import { db } from '@/lib/db'

/** Deployments refer to each other by id; people know them by number. Null and unknown ids are left out. */
export async function numbersOf(actor: Actor, ids: (string | null)[]): Promise<Map<string, number>> {
  const known = ids.filter((id) => id !== null)
  if (known.length === 0) return new Map()
  const rows = await db.deployment.findMany({
    where: { id: { in: known }, AND: [whereReadable(actor)] },
    select: { id: true, number: true },
  })
  return new Map(rows.map(({ id, number }) => [id, number]))
}
