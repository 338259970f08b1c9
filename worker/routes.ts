import type { Tx } from '@/lib/db'
import type { Route, Slot } from '@/lib/traffic/route'
import type { Replica } from '@/prisma/generated/client'

/** Serialises everything that writes the proxy's files; hold the environment's row lock first. */
export const lockProxy = (tx: Tx) => tx.$executeRaw`SELECT pg_advisory_xact_lock(7272004)`

/** What the proxy should know of every environment, from the replicas' rows: the one place where rows become routes. */
export async function desiredRoutes(tx: Tx): Promise<Route[]> {
  const environments = await tx.environment.findMany({
    select: {
      backend: true,
      domain: true,
      isStopped: true,
      replicaRows: { where: { address: { not: null }, state: { in: ['serving', 'draining'] } } },
    },
  })
  return environments.map(({ backend, domain, isStopped, replicaRows }) => ({
    backend,
    host: domain,
    slots: isStopped ? [] : replicaRows.map(toSlot),
  }))
}

/** A draining container gets no new request; what runs on it goes on, whatever its slot says. */
export const toSlot = (replica: Replica): Slot => ({
  slot: replica.slot,
  address: replica.address ?? '',
  port: replica.port,
  weight: 100,
  state: replica.state === 'serving' ? 'ready' : 'maint',
})
