import { hash, verify } from '@node-rs/argon2'
import { DomainError } from '@/lib/errors'

/** Longer ones are refused before any hashing: their only use would be to keep our processor busy. */
export const longestPasswordBytes = 1024
export const shortestPasswordLength = 12

/** 19 MiB, two passes, one lane: OWASP's argon2id setting. The defaults of the library are the same; they are pinned here. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Made once, at the first sign-in of somebody unknown. */
let nobodysHash: Promise<string> | undefined

export const isPasswordLengthFine = (password: string) =>
  password.length >= shortestPasswordLength && Buffer.byteLength(password) <= longestPasswordBytes

/** `field` is where the form shows that the length is wrong. */
export async function hashPassword(password: string, field = 'password'): Promise<string> {
  if (!isPasswordLengthFine(password)) {
    throw new DomainError('invalid', 'A password has at least 12 characters and at most 1024 bytes. Choose another one.', {
      reason: 'password-length',
      fields: [{ path: field, message: 'At least 12 characters, at most 1024 bytes.' }],
    })
  }
  return hash(password, cost)
}

/** Takes as long when there is no hash, so that time does not tell who has an account. */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const isTooLong = Buffer.byteLength(password) > longestPasswordBytes
  nobodysHash ??= hash('nobody has this password', cost)
  const isRight = await verify(passwordHash ?? (await nobodysHash), isTooLong ? '' : password)
  return isRight && !isTooLong && passwordHash != null
}
