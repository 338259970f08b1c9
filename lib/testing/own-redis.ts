import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Redis } from 'ioredis'
import { freePort } from './free-port'

export type OwnRedis = Awaited<ReturnType<typeof prepareRedis>>

/**
 * A redis-server for one test file, which may kill, freeze and empty it. It keeps nothing on disk: a restart is the worst
 * case of one, with everything in it lost. Prepared is not started.
 */
export async function prepareRedis() {
  const port = await freePort()
  const dir = await mkdtemp(path.join(tmpdir(), 'branchline-redis-'))
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  const end = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  process.once('exit', () => child?.kill('SIGKILL'))
  return {
    url,
    async start() {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'no']
      child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] })
      await lineWith(child, 'Ready to accept connections')
    },
    kill: end,
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    async empty() {
      const client = new Redis(url)
      await client.flushall()
      client.disconnect()
    },
    async remove() {
      await end()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function lineWith(child: ChildProcess, words: string) {
  return new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)))
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => line.includes(words) && resolve())
  })
}
