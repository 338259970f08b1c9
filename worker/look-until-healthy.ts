import { setTimeout as wait } from 'node:timers/promises'
import type { Health } from '@/lib/environments/input'
import { DomainError } from '@/lib/errors'
import { type ProbeResult, probe } from './probe'

/** Looks follow each other so closely that none comes later than it must by more than a quarter of the time it took. */
const firstLookMs = 10
const nextLookMs = (sinceStartMs: number, intervalMs: number) => Math.min(intervalMs, Math.max(firstLookMs, sinceStartMs / 4))

/** A container to look at. Read anew for every look: the engine may give it another address. */
interface Place {
  address: string | null
  port: number
}

interface Looking {
  /** In milliseconds of `Date.now()`. There is one look in any case. */
  end: number
  signal: AbortSignal
  /** Called between two looks of which the first was a bad one; what it throws ends the looking. */
  onBadLook?(): Promise<void>
}

/** Looks until the container answered well often enough in a row: then null. Else what it answered last, at the end. */
export async function lookUntilHealthy(place: Place, health: Health, { end, signal, onBadLook }: Looking) {
  const began = Date.now()
  let last: ProbeResult = { healthy: false, why: 'refused' }
  let inARow = 0
  for (;;) {
    if (place.address) last = await probe(place.address, place.port, health.path, health.timeoutMs, signal)
    inARow = last.healthy ? inARow + 1 : 0
    if (inARow >= health.successes) return null
    if (!last.healthy) await onBadLook?.()
    if (Date.now() >= end) return last
    await wait(nextLookMs(Date.now() - began, health.intervalMs), undefined, { signal })
  }
}

/** Why a container that was looked at for so long is not healthy, and what to do about it. */
export function unhealthy(last: ProbeResult, port: number, health: Health): DomainError {
  const seconds = Math.round(health.deadlineMs / 1000)
  const params = { port, path: health.path, seconds }
  if (last.healthy)
    return new DomainError('invalid', `It did not stay healthy within ${seconds} s.`, { reason: 'never-healthy', params })
  if (last.why === 'status') {
    const sentence = `It answers ${health.path} with status ${last.status}, and not with success, for ${seconds} s. Correct the health path of the environment, or mend the application.`
    return new DomainError('invalid', sentence, { reason: 'never-healthy', params: { ...params, status: last.status ?? 0 } })
  }
  if (last.why === 'timeout') {
    return new DomainError(
      'invalid',
      `It listens on port ${port} but did not answer ${health.path} within ${health.timeoutMs} ms, for ${seconds} s.`,
      { reason: 'never-healthy', params },
    )
  }
  const sentence = `Nothing listens on port ${port} of the container after ${seconds} s. The application must listen on 0.0.0.0 and on the port in the variable PORT, which is ${port}.`
  return new DomainError('invalid', sentence, { reason: 'never-listens', params })
}
