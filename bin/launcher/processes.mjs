// Who a process is: a pid alone may have been given to a stranger since it was written down.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** When the process began, as the system writes it; null when there is none (or only its unreaped remains). */
export function startTimeOf(pid) {
  if (process.platform !== 'linux') return startTimeFromPs(pid)
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? null : fields[19]
  } catch {
    return null
  }
}

function startTimeFromPs(pid) {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

/** The arguments of a process, or [] where they cannot be read. */
export function argumentsOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean)
  } catch {
    return []
  }
}

export const identify = (pid) => ({ pid, startTime: startTimeOf(pid) })

export const isAlive = ({ pid, startTime }) => startTime !== null && startTimeOf(pid) === startTime

export function signal({ pid, startTime }, name) {
  if (!isAlive({ pid, startTime })) return
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** @returns {Promise<boolean>} whether it ended in time. */
export async function waitForEnd(identity, { timeoutMs = Number.POSITIVE_INFINITY, pollMs = 50 } = {}) {
  const deadline = performance.now() + timeoutMs
  while (isAlive(identity)) {
    if (performance.now() > deadline) return false
    await delay(pollMs)
  }
  return true
}

/** Asks a process to end, and makes it end when it does not within the grace. */
export async function end(identity, { ask = 'SIGTERM', graceMs = 10_000, force = 'SIGKILL' } = {}) {
  signal(identity, ask)
  if (await waitForEnd(identity, { timeoutMs: graceMs })) return
  signal(identity, force)
  await waitForEnd(identity, { timeoutMs: 5000 })
}
