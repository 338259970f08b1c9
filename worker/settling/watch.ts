import { setTimeout as wait } from 'node:timers/promises'
import { db } from '@/lib/db'
import { containerState } from '@/lib/docker/containers'
import { Health } from '@/lib/environments/input'
import type { Words } from '@/lib/words'
import type { Settling } from './settle-deployment'

const lookEveryMs = 200

export interface Death {
  sentence: string
  words: Words
}

/** Looks at the new containers until the watch time is over. The first that dies ends it: the answer says how, else null. */
export async function watch({ id, liveAt, environment }: Settling): Promise<Death | null> {
  const { watchMs } = Health.parse(environment.health)
  const end = (liveAt?.getTime() ?? 0) + watchMs
  while (Date.now() < end) {
    const replicas = await db.replica.findMany({ where: { deploymentId: id, state: 'serving' } })
    // Replaced or stopped on purpose: nothing to watch any more.
    if (replicas.length === 0) return null
    for (const { containerId } of replicas) {
      const state = containerId ? await containerState(containerId) : null
      if (state?.running) continue
      const seconds = Math.round(watchMs / 1000)
      const exitCode = state?.exitCode ?? '?'
      return state?.oomKilled
        ? {
            sentence: `A container used more memory than allowed within ${seconds} s after the switch.`,
            words: { key: 'died-of-memory', params: { seconds } },
          }
        : {
            sentence: `A container exited with code ${exitCode} within ${seconds} s after the switch.`,
            words: { key: 'died-after-switch', params: { seconds, exitCode } },
          }
    }
    await wait(Math.min(lookEveryMs, Math.max(1, end - Date.now())))
  }
  return null
}
