// Runs a command to its end and keeps the last of what it said. Never through a shell.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const keptLines = 200
/** child → promise of its end */
const active = new Map()

/** @returns {Promise<{code: number | null, signal: string | null, output: string}>} `output` is the last lines of both streams; `onMessage` hears what a Node program sends us. */
export function run(file, args, { cwd, env = process.env, onLine, onMessage, uid, gid, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const lines = []
    const stdio = ['ignore', 'pipe', 'pipe', ...(onMessage ? ['ipc'] : [])]
    const child = spawn(file, args, { cwd, env, uid, gid, stdio })
    if (onMessage) child.on('message', onMessage)
    const closed = new Promise((done) => child.once('close', done))
    active.set(child, closed)
    const timer = timeoutMs && setTimeout(() => child.kill('SIGTERM'), timeoutMs)
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (lines.length > keptLines) lines.shift()
        onLine?.(line)
      })
    }
    child.on('error', (error) => lines.push(String(error.message)))
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      active.delete(child)
      resolve({ code: code ?? (signal ? null : 127), signal, output: lines.join('\n') })
    })
  })
}

/** Ends what still runs, because the launcher is being stopped. */
export async function stopCommands(graceMs = 40_000) {
  const ends = [...active].map(([child, closed]) => {
    child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), graceMs)
    return closed.finally(() => clearTimeout(force))
  })
  await Promise.all(ends)
}

export const lastLines = (text, count = 15) =>
  text
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => `  ${line}`)
    .join('\n')
