import { setTimeout as wait } from 'node:timers/promises'
import { db } from '@/lib/db'
import { Strategy } from '@/lib/environments/input'
import { sessionsBySlot } from '@/lib/traffic/routes'
import type { Environment } from '@/prisma/generated/client'
import type { DeploymentLog } from '../pipeline/deployment-log'
import type { Settling } from './settle-deployment'

/** HAProxy tells no news of ended requests, so it is asked. */
const lookEveryMs = 100

/** Waits until no request or socket is left on the old containers, or their time is over; then keeps them warm. */
export async function drain({ environment, liveAt }: Settling, log: DeploymentLog) {
  const { drainMs } = Strategy.parse(environment.strategy)
  const end = (liveAt?.getTime() ?? 0) + drainMs
  let left = await requestsLeft(environment)
  if (left > 0) log.info(`${left} requests or sockets finish on the old containers.`)
  while (left > 0 && Date.now() < end) {
    await wait(Math.min(lookEveryMs, Math.max(1, end - Date.now())))
    left = await requestsLeft(environment)
  }
  if (left > 0) log.warn(`${left} were still open after ${drainMs} ms and end with their container.`)
  await putAside(environment, left > 0)
}

async function requestsLeft(environment: Environment): Promise<number> {
  const draining = await db.replica.findMany({
    where: { environmentId: environment.id, state: 'draining' },
    select: { slot: true },
  })
  if (draining.length === 0) return 0
  const sessions = await sessionsBySlot(environment.backend)
  return draining.reduce((sum, { slot }) => sum + (sessions.get(slot) ?? 0), 0)
}

/** Only the release just replaced stays warm; what must be cut, or may not stay, is stopped. */
async function putAside({ id, strategy }: Environment, isCut: boolean) {
  const { keepWarmMs } = Strategy.parse(strategy)
  const mayStay = keepWarmMs > 0 && !isCut
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Environment" WHERE id = ${id}::uuid FOR NO KEY UPDATE`
    const drained = { environmentId: id, state: 'draining' as const }
    if ((await tx.replica.count({ where: drained })) === 0) return
    if (mayStay) await tx.replica.updateMany({ where: { environmentId: id, state: 'warm' }, data: { state: 'stopped' } })
    const data = mayStay
      ? { state: 'warm' as const, warmUntil: new Date(Date.now() + keepWarmMs) }
      : { state: 'stopped' as const }
    await tx.replica.updateMany({ where: drained, data })
  })
}
