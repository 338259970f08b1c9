import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { Secret } from '@/lib/secret'

/**
 * Envelope encryption: each value gets a key of its own (AES-256-GCM), which RSA-OAEP wraps with the installation's
 * public key. Web seals; only the worker, which holds the private key, opens.
 * Text: v1.<wrapped key>.<nonce>.<tag>.<ciphertext>, base64url.
 */
export async function seal(value: string): Promise<string> {
  const { publicKey } = await db.installation.findUniqueOrThrow({ where: { id: 1 }, select: { publicKey: true } })
  if (!publicKey)
    throw new DomainError(
      'unavailable',
      'Secrets cannot be saved yet: the worker has not made its key. Start a worker, then try again.',
      { key: 'secrets-no-key' },
    )
  const key = randomBytes(32)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const ciphertext = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  const wrapped = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, key)
  return ['v1', ...[wrapped, nonce, cipher.getAuthTag(), ciphertext].map((part) => part.toString('base64url'))].join('.')
}

/** Opens a sealed value. Worker only: the web process has no key. */
export function open(sealed: string): Secret {
  const [version, ...parts] = sealed.split('.')
  const [wrapped, nonce, tag, ciphertext] = parts.map((part) => Buffer.from(part, 'base64url'))
  if (version !== 'v1' || !wrapped || !nonce || !tag || !ciphertext) throw new Error('not a sealed value')
  try {
    const key = privateDecrypt({ key: privateKey(), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, wrapped)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(tag)
    return new Secret(Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8'))
  } catch (cause) {
    throw new DomainError(
      'unavailable',
      'A secret cannot be opened with the key in the data directory. Restore keys/secrets.pem from the backup.',
      { key: 'secrets-other-key', cause },
    )
  }
}

/** A short mark by which people tell whether two secrets are equal; keyed, so that it cannot be guessed backwards. */
export const fingerprint = (value: string) =>
  createHmac('sha256', env().BRANCHLINE_SECRET).update(value).digest('hex').slice(0, 8)

const keyFile = () => path.join(env().dataDir, 'keys', 'secrets.pem')
let cachedKey: string | undefined

function privateKey() {
  cachedKey ??= readFileSync(keyFile(), 'utf8')
  return cachedKey
}

/** Makes the key pair at the worker's first start and publishes the public half. Callers hold the start-up lock. */
export async function ensureKeyPair() {
  const { publicKey } = await db.installation.findUniqueOrThrow({ where: { id: 1 }, select: { publicKey: true } })
  if (publicKey && existsSync(keyFile())) return
  if (publicKey)
    throw new Error(
      `keys/secrets.pem is missing from the data directory, and secrets in the database need it. Restore it from the backup.`,
    )
  if (!existsSync(keyFile())) writePrivateKey()
  const made = createPublicKey(privateKey()).export({ type: 'spki', format: 'pem' }).toString()
  await db.installation.update({ where: { id: 1 }, data: { publicKey: made } })
}

function writePrivateKey() {
  const { privateKey: made } = generateKeyPairSync('rsa', { modulusLength: 3072 })
  mkdirSync(path.dirname(keyFile()), { recursive: true, mode: 0o700 })
  writeFileSync(`${keyFile()}.new`, made.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  renameSync(`${keyFile()}.new`, keyFile())
}
