import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DomainError } from '@/lib/errors'

const duration = 15 * 60

/**
 * Kept in this process: a web process that starts anew forgets them, which nobody outside can cause. The pair stops a guesser
 * without shutting the person out elsewhere; the account stops many addresses on one person; the address, one on many.
 */
const limits = {
  pair: new RateLimiterMemory({ keyPrefix: 'pair', points: 10, duration }),
  account: new RateLimiterMemory({ keyPrefix: 'account', points: 50, duration }),
  address: new RateLimiterMemory({ keyPrefix: 'address', points: 100, duration }),
}

/** Counts an attempt before it is judged, so that parallel ones do not slip through. Throws `limit`. Give it back on success. */
export async function countAttempt(email: string, address: string | null) {
  const taken = [
    { limiter: limits.pair, key: `${address} ${email}` },
    { limiter: limits.account, key: email },
    { limiter: limits.address, key: address ?? 'unknown' },
  ]
  try {
    for (const { limiter, key } of taken) await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.ceil(refusal.msBeforeNext / 1000)
    const minutes = Math.ceil(retryAfterSeconds / 60)
    throw new DomainError('limit', `Too many attempts to sign in. Wait about ${minutes} min, then try again.`, {
      key: 'sign-in-limit',
      params: { minutes },
      retryAfterSeconds,
    })
  }
  return {
    giveBack: async () => {
      for (const { limiter, key } of taken) await limiter.reward(key)
    },
  }
}
