// The output of everything the launcher starts goes to files in the data directory, so that a process outlives the
// launcher without a broken pipe. Files are opened for appending, so they can be cut while they are written.
import { copyFileSync, openSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'

const largestLogBytes = 10 * 1024 * 1024
const checkEveryMs = 30_000

export const logFile = (dataDir, name) => path.join(dataDir, 'log', `${name}.log`)

export const openLog = (dataDir, name) => openSync(logFile(dataDir, name), 'a', 0o600)

export const logSize = (dataDir, name) => statSync(logFile(dataDir, name), { throwIfNoEntry: false })?.size ?? 0

/** The last lines written since `offset`. */
export function tailOfLog(dataDir, name, offset = 0, count = 12) {
  const bytes = readFileSync(logFile(dataDir, name))
  return bytes
    .subarray(offset > bytes.length ? 0 : offset)
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => `  ${line.slice(0, 400)}`)
    .join('\n')
}

/** Keeps one older file of each: `web.log.1`. */
export function capLogs(dataDir, largestBytes = largestLogBytes) {
  const dir = path.join(dataDir, 'log')
  for (const name of readdirSync(dir).filter((file) => file.endsWith('.log'))) {
    const file = path.join(dir, name)
    if (statSync(file).size <= largestBytes) continue
    copyFileSync(file, `${file}.1`)
    truncateSync(file)
  }
}

export function keepLogsSmall(dataDir) {
  capLogs(dataDir)
  setInterval(() => capLogs(dataDir), checkEveryMs).unref()
}
