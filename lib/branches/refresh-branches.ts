import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { fetchSoon } from '@/lib/applications/fetch-soon'
import { getApplication } from '@/lib/applications/queries'

/** How long the answer waits for the fetch, which goes on without it. */
const waitMs = 3000

/** Has the worker fetch from the remote. `isDone`: the list is already the new one, or says why not. */
export async function refreshBranches(actor: Actor, slug: string) {
  const application = await getApplication(actor, slug)
  requireCan(actor, 'branch.refresh', { applicationId: application.id })
  const isDone = await fetchSoon(application.id, waitMs)
  const { fetchedAt, fetchError } = await getApplication(actor, slug)
  return { isDone, fetchedAt: fetchedAt?.toISOString() ?? null, fetchError }
}
