import { randomBytes } from 'node:crypto'
import { systemActor } from '@/lib/access/actor'
import { hashPassword } from '@/lib/access/passwords'
import { recordEvent } from '@/lib/audit/record-event'
import { db, type Tx } from '@/lib/db'
import type { Role } from '@/prisma/generated/enums'

const people: { name: string; email: string; role: Role }[] = [
  { name: 'Demo developer', email: 'developer@shop.example', role: 'developer' },
  { name: 'Demo QA', email: 'qa@shop.example', role: 'qa' },
  { name: 'Demo lead', email: 'lead@shop.example', role: 'lead' },
]

/** An account of the demo; its password is told once, at the first start. */
export interface DemoAccount {
  email: string
  password: string
  role: Role
}

/** Three people who are members of the demo alone. Accounts of an interrupted installation give way: nobody was told of them. */
export async function createAccounts(applicationId: string): Promise<DemoAccount[]> {
  const accounts = people.map((person) => ({ ...person, password: randomBytes(12).toString('base64url') }))
  const hashes = await Promise.all(accounts.map(({ password }) => hashPassword(password)))
  await db.$transaction(async (tx) => {
    await deleteAccounts(tx)
    for (const [index, { name, email, role }] of accounts.entries()) {
      await tx.user.create({
        data: { name, email, isDemo: true, passwordHash: hashes[index], memberships: { create: { role, applicationId } } },
      })
    }
    const emails = people.map(({ email }) => email)
    await recordEvent(tx, systemActor, 'demo.install', {
      resource: 'the demo and its accounts',
      applicationId,
      after: { emails },
    })
  })
  return accounts.map(({ email, password, role }) => ({ email, password, role }))
}

/** Their sessions and tokens go with them. */
export const deleteAccounts = (tx: Tx) => tx.user.deleteMany({ where: { isDemo: true } })
