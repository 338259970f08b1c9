import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fitsSocket, takeLock } from './lock.mjs'
import { Trouble } from './trouble.mjs'

/** How long a launcher that is being stopped may take before the next one gives up waiting for it. */
const patienceMs = 40_000
const justKilledMs = 1500

/** Makes the directory and its parts, and takes its lock. `describe` says who holds it: { pid, url, isStopping }. */
export async function openDataDir({ dataDir, isRoot }, describe, onWait = () => {}) {
  const lockFile = path.join(dataDir, 'launcher.sock')
  if (!fitsSocket(path.join(dataDir, 'proxy', 'admin.sock'))) {
    throw new Trouble(`The data directory's path is too long for sockets: ${dataDir}. Set BRANCHLINE_DATA_DIR to a shorter one.`)
  }
  // The embedded database runs as another user when we are root: it must get through, and must not look around.
  makeDir(dataDir, isRoot ? 0o711 : 0o700)
  for (const part of ['run', 'log']) makeDir(path.join(dataDir, part), 0o700)

  const began = performance.now()
  for (;;) {
    const lock = await takeLock(lockFile, describe)
    if (!lock.holder) return lock
    const waited = performance.now() - began
    if (waited > (lock.holder.isStopping ? patienceMs : justKilledMs)) throw new Trouble(describeHolder(dataDir, lock.holder))
    if (lock.holder.isStopping) onWait(lock.holder)
    await delay(200)
  }
}

const describeHolder = (dataDir, { pid, url }) =>
  `Branchline already runs on ${dataDir}${pid ? ` as process ${pid}` : ''}${url ? ` at ${url}` : ''}. ` +
  'Use that one, stop it first, or give this one a data directory and ports of its own: BRANCHLINE_DATA_DIR, PORT, PROXY_HTTP_PORT.'

function makeDir(dir, mode) {
  try {
    mkdirSync(dir, { recursive: true, mode })
  } catch (error) {
    throw new Trouble(
      `Cannot make the data directory ${dir}: ${error.message}. Set BRANCHLINE_DATA_DIR to one that can be written.`,
    )
  }
}

/** Whether any user may pass through every folder down to `dir`. */
export function isReachable(dir) {
  for (let folder = path.resolve(dir); ; folder = path.dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === path.dirname(folder)) return true
  }
}
