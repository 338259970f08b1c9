import { setTimeout as wait } from 'node:timers/promises'
import { db } from '@/lib/db'
import { containerState } from '@/lib/docker/containers'
import { Health } from '@/lib/environments/input'
import type { Settling } from './settle-deployment'

const lookEveryMs = 200

/** Looks at the new containers until the watch time is over. The first that dies ends it: the answer is its sentence, else null. */
export async function watch({ id, liveAt, environment }: Settling): Promise<string | null> {
  const { watchMs } = Health.parse(environment.health)
  const end = (liveAt?.getTime() ?? 0) + watchMs
  while (Date.now() < end) {
    const replicas = await db.replica.findMany({ where: { deploymentId: id, state: 'serving' } })
    // Replaced or stopped on purpose: nothing to watch any more.
    if (replicas.length === 0) return null
    for (const { containerId } of replicas) {
      const state = containerId ? await containerState(containerId) : null
      if (state?.running) continue
      const cause = state?.oomKilled ? 'used more memory than allowed' : `exited with code ${state?.exitCode ?? '?'}`
      return `A container ${cause} within ${Math.round(watchMs / 1000)} s after the switch.`
    }
    await wait(Math.min(lookEveryMs, Math.max(1, end - Date.now())))
  }
  return null
}
