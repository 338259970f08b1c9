import { type BranchlineEvent, listen } from './events'

/**
 * Hears what `matches`, from this call on. Whoever subscribes first, then reads, then waits for `next()` and reads again
 * misses nothing, however long the reading takes. After a lost connection everybody hears of it, and reads again.
 * `next()` resolves at the first event since the last call, at once when there was one already; false once `signal` ended.
 */
export function newsOf(matches: (event: BranchlineEvent) => boolean, signal: AbortSignal) {
  let hasNews = false
  let wake = () => {}
  const stopListening = listen((event) => {
    if (!matches(event) && event.type !== 'resync') return
    hasNews = true
    wake()
  })
  const onAbort = () => wake()
  signal.addEventListener('abort', onAbort)
  return {
    async next(): Promise<boolean> {
      if (!hasNews && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      hasNews = false
      return !signal.aborted
    },
    stop() {
      stopListening()
      signal.removeEventListener('abort', onAbort)
    },
  }
}

const reads = new Map<string, Promise<unknown>>()
let heard = 0
let isCounting = false

/**
 * One query for everybody who asks the same between two events: a thousand readers of one log wake at the same line. A
 * read that began before an event may lack its news, so nobody who heard the event joins it.
 */
export function sharedRead<T>(what: string, read: () => Promise<T>): Promise<T> {
  if (!isCounting) listen(() => heard++)
  isCounting = true
  const key = `${heard} ${what}`
  const running = reads.get(key) as Promise<T> | undefined
  if (running) return running
  const begun = read().finally(() => reads.delete(key))
  reads.set(key, begun)
  return begun
}
