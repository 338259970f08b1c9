/** Prisma's codes for: not reachable, timed out, connection closed, no connection in the pool, no transaction begun. */
const prismaCodes = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']
/** PostgreSQL: shutting down, starting, out of connections, read-only after a failover, disk full; and the socket's own. */
const otherCodes = ['57P01', '57P02', '57P03', '53300', '25006', '53100', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND']
/** What the driver adapter calls the same. */
const adapterKinds = ['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']

/** Whether an error means "the database cannot be used now", anywhere in its chain of causes. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (depth > 5 || typeof error !== 'object' || error === null) return false
  const { code, errorCode, originalCode, kind, cause, name, message } = error as Record<string, unknown>
  if (
    [code, errorCode, originalCode].some((found) => prismaCodes.includes(String(found)) || otherCodes.includes(String(found)))
  ) {
    return true
  }
  if (adapterKinds.includes(String(kind)) || name === 'PrismaClientInitializationError') return true
  // node-postgres gives these two no code.
  if (/^(Connection terminated|timeout exceeded when trying to connect)/.test(String(message))) return true
  return isDatabaseAway(cause, depth + 1)
}
