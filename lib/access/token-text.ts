import { createHash, randomBytes } from 'node:crypto'

/** `brl_` and 256 random bits. Shown once; only its hash is kept. */
export const newTokenText = () => `brl_${randomBytes(32).toString('base64url')}`

/** A fast hash is enough: what it hides is random and long, and is looked up on every request. */
export const hashToken = (text: string) => createHash('sha256').update(text).digest('hex')

/** How a token is recognised in lists. */
export const prefixOf = (text: string) => text.slice(0, 8)

/** Anything else is refused before the database is asked. */
export const looksLikeToken = (text: string) => /^brl_[A-Za-z0-9_-]{32,200}$/.test(text)
