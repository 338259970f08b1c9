import { db } from '@/lib/db'
import { pingEngine } from '@/lib/docker/engine'
import { pingProxy } from '@/lib/traffic/ping-proxy'
import { workerId } from '../pipeline/lease'

/** Tells the web process, which has neither socket, how the engine and the proxy are. */
export async function report() {
  const [docker, proxy] = await Promise.all([pingEngine(), pingProxy()])
  const said = { seenAt: new Date(), report: { docker, proxy } as object }
  await db.workerReport.upsert({ where: { workerId }, create: { workerId, ...said }, update: said })
}

/** This worker will not be asked any more. */
export const withdrawReport = () => db.workerReport.deleteMany({ where: { workerId } })
