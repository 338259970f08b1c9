import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '@/lib/env'

export interface StoredAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

export interface SealedAnswer {
  nonce: string
  tag: string
  text: string
}

/**
 * An answer may hold what is shown once: a new token, an invitation's link. It is kept readable only to who has the
 * installation's secret and the idempotency key; the table has neither.
 */
export function seal(answer: StoredAnswer, idempotencyKey: string): SealedAnswer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(idempotencyKey), nonce)
  const text = Buffer.concat([cipher.update(JSON.stringify(answer), 'utf8'), cipher.final()])
  return { nonce: nonce.toString('base64'), tag: cipher.getAuthTag().toString('base64'), text: text.toString('base64') }
}

export function open({ nonce, tag, text }: SealedAnswer, idempotencyKey: string): StoredAnswer {
  const decipher = createDecipheriv('aes-256-gcm', keyFor(idempotencyKey), Buffer.from(nonce, 'base64'))
  decipher.setAuthTag(Buffer.from(tag, 'base64'))
  return JSON.parse(Buffer.concat([decipher.update(Buffer.from(text, 'base64')), decipher.final()]).toString('utf8'))
}

const keyFor = (idempotencyKey: string) =>
  Buffer.from(hkdfSync('sha256', env().BRANCHLINE_SECRET, idempotencyKey, 'branchline idempotency', 32))
