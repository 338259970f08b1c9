import { db } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { QueuePayload } from '@/lib/queue'
import { matchEnvironment } from './match-environment'
import { updateMirror } from './mirrors'
import { settleDeployment } from './settling/settle-deployment'
import { matchWorld } from './sweeps/match-world'
import { prune } from './sweeps/prune'

/** Work that must not wait behind deployments. Failures are on the rows or come back with the next sweep. */
export async function keepHouse(job: QueuePayload<'housekeeping'>) {
  try {
    if ('fetchMirror' in job) await fetchApplication(job.fetchMirror)
    else if ('settleDeployment' in job) await settleDeployment(job.settleDeployment)
    else if ('matchEnvironment' in job) await matchEnvironment(job.matchEnvironment)
    else {
      await matchWorld()
      await prune()
    }
  } catch (err) {
    log.warn({ err, job }, 'housekeeping did not get through; a sweep repeats it')
  }
}

async function fetchApplication(id: string) {
  const application = await db.application.findUnique({ where: { id } })
  if (!application) return
  await updateMirror(application).catch((error) => {
    // Why a remote does not answer stands on the row, for its page.
    if (!(error instanceof DomainError)) throw error
  })
}
