import { createHash, timingSafeEqual } from 'node:crypto'
import { recordEvent } from '@/lib/audit/record-event'
import { db, type Tx } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import type { Actor } from './actor'
import { hashPassword } from './passwords'
import { normalizeEmail } from './sign-in'

interface FirstAdmin {
  name: string
  email: string
  password: string
}

/** Accounts of people; those of the demo and of programs do not close the set-up. */
const signsIn = { isDemo: false, passwordHash: { not: null } }

export const isSetUp = async () => (await db.user.findFirst({ where: signsIn, select: { id: true } })) !== null

/** Is this the token that the terminal printed, and is set-up still open? For the page; the act asks again. */
export async function isSetupTokenRight(token: string) {
  const installation = await db.installation.findUnique({ where: { id: 1 }, select: { setupTokenHash: true } })
  return isTokenRight(token, installation?.setupTokenHash ?? null)
}

/** Makes the first admin for whoever holds the one-time token. Of two at once, one wins; afterwards set-up is closed. */
export async function setUp(token: string, person: FirstAdmin, address: string | null) {
  const passwordHash = await hashPassword(person.password)
  return db.$transaction(async (tx) => {
    const tokenHash = await lockSetup(tx)
    await requireNoAdmin(tx)
    if (!isTokenRight(token, tokenHash)) {
      throw new DomainError('not-allowed', 'This set-up link is not the current one. Use the link that the terminal shows.', {
        reason: 'setup-token',
      })
    }
    return makeAdmin(tx, person, passwordHash, address)
  })
}

/** Unattended set-up from BRANCHLINE_ADMIN_EMAIL and _PASSWORD; null when there is an admin already. */
export async function createFirstAdmin(person: FirstAdmin) {
  if (await isSetUp()) return null
  const passwordHash = await hashPassword(person.password)
  return db.$transaction(async (tx) => {
    await lockSetup(tx)
    if (await tx.user.findFirst({ where: signsIn, select: { id: true } })) return null
    return makeAdmin(tx, person, passwordHash, null)
  })
}

/** The installation's row is the lock: the second waits here and then finds the first one's admin. */
async function lockSetup(tx: Tx): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ setupTokenHash: string | null }[]>`
    SELECT "setupTokenHash" FROM "Installation" WHERE id = 1 FOR UPDATE`
  return row?.setupTokenHash ?? null
}

async function requireNoAdmin(tx: Tx) {
  if (await tx.user.findFirst({ where: signsIn, select: { id: true } })) {
    throw new DomainError('conflict', 'Branchline is set up already. Sign in, or ask an admin for an invitation.', {
      reason: 'setup-closed',
    })
  }
}

async function makeAdmin(tx: Tx, { name, email }: FirstAdmin, passwordHash: string, address: string | null) {
  const user = await tx.user.create({
    data: { name, email: normalizeEmail(email), passwordHash, memberships: { create: { role: 'admin' } } },
    select: { id: true, name: true, email: true },
  })
  await tx.installation.updateMany({ where: { id: 1 }, data: { setupTokenHash: null } })
  const actor: Actor = { userId: user.id, name: user.name, email: user.email, memberships: [], via: 'session', address }
  await recordEvent(tx, actor, 'installation.set-up', { resource: `user ${user.email}` })
  return user
}

function isTokenRight(token: string, tokenHash: string | null) {
  if (!tokenHash) return false
  const given = createHash('sha256').update(token).digest()
  const wanted = Buffer.from(tokenHash, 'hex')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
