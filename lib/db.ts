import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from '@/prisma/generated/client'
import { env } from './env'

const globals = globalThis as { branchlineDb?: PrismaClient }

const connect = (connections: number) =>
  new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: connections, connectionTimeoutMillis: 5000 }),
    transactionOptions: { maxWait: 5000, timeout: 30_000 },
  })

/** The pool of this process. Made at first use, so that a build needs no database. */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get(_, property) {
    globals.branchlineDb ??= connect(10)
    const value = Reflect.get(globals.branchlineDb, property)
    return typeof value === 'function' ? value.bind(globals.branchlineDb) : value
  },
})

/** A second, small pool for heartbeats, so that a busy main pool never looks like a dead worker. */
export const connectHeartbeat = () => connect(1)

/**
 * Selected by a statement, its transaction does not wait until the disk has it. A database that crashes loses such writes
 * of its last half second, unless an ordinary commit followed them.
 */
export const notAwaitingDisk = Prisma.sql`set_config('synchronous_commit', 'off', true)`

export type Tx = Prisma.TransactionClient
export { Prisma }
