import type { Actor } from '@/lib/access/actor'
import { whereReadable } from '@/lib/access/can'
import { db } from '@/lib/db'

/** The slugs that environments have, over all applications the actor may read, in the order of their lines. For filters. */
export async function listEnvironmentSlugs(actor: Actor): Promise<string[]> {
  const found = await db.environment.groupBy({ by: ['slug'], where: whereReadable(actor), _min: { position: true } })
  return found.sort((a, b) => (a._min.position ?? 0) - (b._min.position ?? 0)).map(({ slug }) => slug)
}
