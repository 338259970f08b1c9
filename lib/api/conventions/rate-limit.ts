import { createMiddleware } from 'hono/factory'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DomainError } from '@/lib/errors'
import { type ApiEnv, callerOf } from '../context'

/** Requests per minute. In memory: each web process counts for itself. */
const limits = { caller: 600, stranger: 60 }

const callers = new RateLimiterMemory({ points: limits.caller, duration: 60 })
const strangers = new RateLimiterMemory({ points: limits.stranger, duration: 60 })

export const rateLimit = createMiddleware<ApiEnv>(async (c, next) => {
  await count(callers, callerOf(c.get('actor')))
  await next()
})

/** Counts a failed authentication. Only failures, so that one address's guesses never lock out its honest callers. */
export const countStranger = (address: string | null) => count(strangers, address ?? 'unknown')

async function count(limiter: RateLimiterMemory, key: string) {
  await limiter.consume(key).catch((refused) => {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const retryAfterSeconds = Math.ceil(refused.msBeforeNext / 1000)
    throw new DomainError('limit', `Too many requests. Try again in ${retryAfterSeconds} seconds.`, {
      retryAfterSeconds,
      params: { seconds: retryAfterSeconds },
    })
  })
}
