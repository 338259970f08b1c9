import { randomBytes } from 'node:crypto'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { createFirstAdmin, isSetUp } from './setup'
import { hashToken, prefixOf } from './token-text'

/**
 * Makes the first admin from the environment where it says so, and its bootstrap token on an empty database. Returns the
 * one-time link to make an account by hand, a new one at every start, or null when there is an admin who can sign in.
 */
export async function prepareFirstAdmin(): Promise<string | null> {
  const { BRANCHLINE_ADMIN_EMAIL: email, BRANCHLINE_ADMIN_PASSWORD: password, BRANCHLINE_BOOTSTRAP_TOKEN: token, url } = env()
  const isEmpty = (await db.user.findFirst({ where: { isDemo: false }, select: { id: true } })) === null
  if (email && password) await createFirstAdmin({ name: email.split('@')[0] ?? email, email, password })
  if (token && isEmpty) await addBootstrapToken(token)
  if (await isSetUp()) return null
  const setupToken = randomBytes(32).toString('base64url')
  await db.installation.update({ where: { id: 1 }, data: { setupTokenHash: hashToken(setupToken) } })
  return `${url}/setup?token=${setupToken}`
}

/** The token of the first admin; without one, of an admin for programs who cannot sign in. */
async function addBootstrapToken(token: string) {
  const programs = { email: 'programs@branchline.invalid', name: 'Programs', memberships: { create: { role: 'admin' as const } } }
  const admin =
    (await db.user.findFirst({ where: { isDemo: false }, orderBy: { createdAt: 'asc' } })) ??
    (await db.user.create({ data: programs }))
  await db.apiToken.create({
    data: { name: 'Bootstrap', userId: admin.id, tokenHash: hashToken(token), prefix: prefixOf(token), scopes: ['*'] },
  })
}
