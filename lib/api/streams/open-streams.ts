import type { Actor } from '@/lib/access/actor'
import { DomainError } from '@/lib/errors'
import { callerOf } from '../context'

/** A tab has one stream and perhaps a log; a program a few. */
const mostPerCaller = 40

const open = new Map<string, number>()

/** Takes one of the caller's places for an open stream; returns the way to give it back. */
export function takePlace(actor: Actor): () => void {
  const caller = callerOf(actor)
  const count = open.get(caller) ?? 0
  if (count >= mostPerCaller) {
    throw new DomainError('limit', `You have ${count} open streams, the most there may be. Close one first.`, {
      reason: 'too-many-streams',
      retryAfterSeconds: 15,
      params: { count },
    })
  }
  open.set(caller, count + 1)
  let isOpen = true
  return () => {
    if (!isOpen) return
    isOpen = false
    const left = (open.get(caller) ?? 1) - 1
    if (left > 0) open.set(caller, left)
    else open.delete(caller)
  }
}
