import { db } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import { countAttempt } from './limit-sign-in'
import { verifyPassword } from './passwords'
import { createSession } from './sessions'

interface Credentials {
  email: string
  password: string
}

interface Client {
  address: string | null
  userAgent: string | null
}

/** No account has a longer one; anything longer is not worth a key in the limiter. */
const longestEmail = 320

/** Opens a session. Every wrong pair fails alike, in words and in time: unknown, disabled, or a wrong password. */
export async function signIn({ email: typed, password }: Credentials, client: Client) {
  const email = normalizeEmail(typed).slice(0, longestEmail)
  const attempt = await countAttempt(email, client.address)
  const user = await db.user.findUnique({ where: { email }, select: { id: true, passwordHash: true, isDisabled: true } })
  const isRight = await verifyPassword(user?.passwordHash, password)
  if (!user || !isRight || user.isDisabled) {
    throw new DomainError('unauthenticated', 'E-mail and password do not match an account here.', { key: 'sign-in-wrong' })
  }
  await attempt.giveBack()
  return createSession(user.id, client)
}

export const normalizeEmail = (email: string) => email.trim().toLowerCase()
