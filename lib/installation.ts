import { randomBytes } from 'node:crypto'
import { ensureKeyPair } from './config/sealing'
import { db } from './db'

let instance: string | undefined

/** Makes the installation's one row and its keys at the first start; many may start at once. */
export async function ensureInstallation() {
  await db.installation.createMany({ data: [{ id: 1, instanceId: randomBytes(4).toString('hex') }], skipDuplicates: true })
  instance = (await db.installation.findUniqueOrThrow({ where: { id: 1 } })).instanceId
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7272003)`
    await ensureKeyPair()
  })
}

/** Begins the name of everything this installation makes on an engine. */
export function instanceId(): string {
  if (!instance) throw new Error('the installation is read at start-up')
  return instance
}
