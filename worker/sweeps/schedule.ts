import { log } from '@/lib/log'

/** Runs `sweep` now and then every `everyMs`, never twice at once. A failure is logged and waits for the next turn. Returns the way to stop. */
export function every(everyMs: number, name: string, sweep: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  const turn = () => {
    running ??= sweep()
      .catch((err) => log.warn({ err, sweep: name }, 'a sweep did not get through'))
      .finally(() => {
        running = null
      })
  }
  turn()
  const timer = setInterval(turn, everyMs)
  return async () => {
    clearInterval(timer)
    await running
  }
}
