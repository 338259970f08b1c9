import { statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const file = path.join(tmpdir(), 'branchline-worker-alive')
const everyMs = 5000
const lateMs = 30_000

/** Touches a file for as long as the event loop turns, for the container's health check. */
export function keepBeating() {
  const beat = () => writeFileSync(file, '')
  beat()
  setInterval(beat, everyMs).unref()
}

export function isBeating(): boolean {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats !== undefined && Date.now() - stats.mtimeMs < lateMs
}
