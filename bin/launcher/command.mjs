// Runs a command to its end and keeps the last of what it said. Never through a shell.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const keptLines = 200
const active = new Set()

/** @returns {Promise<{code: number | null, signal: string | null, output: string}>} both streams in one, the last lines of it. */
export function run(file, args, { cwd, env = process.env, onLine, uid, gid } = {}) {
  return new Promise((resolve) => {
    const lines = []
    const child = spawn(file, args, { cwd, env, uid, gid, stdio: ['ignore', 'pipe', 'pipe'] })
    active.add(child)
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (lines.length > keptLines) lines.shift()
        onLine?.(line)
      })
    }
    child.on('error', (error) => lines.push(String(error.message)))
    child.on('close', (code, signal) => {
      active.delete(child)
      resolve({ code: code ?? (signal ? null : 127), signal, output: lines.join('\n') })
    })
  })
}

/** Ends what still runs, because the launcher is being stopped. */
export function stopCommands() {
  for (const child of active) child.kill('SIGTERM')
}

export const lastLines = (text, count = 15) =>
  text
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => `  ${line}`)
    .join('\n')
