import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findRunning, readRunning, startChild, startDaemon } from './daemon.mjs'
import { capLogs, logFile } from './logs.mjs'
import { isAlive } from './processes.mjs'
import { pauseAfter, supervise } from './supervise.mjs'

let dataDir
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daemon-'))
  for (const part of ['run', 'log']) mkdirSync(path.join(dataDir, part))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const sleeper = () => startDaemon({ dataDir, name: 'sleeper', file: '/bin/sleep', args: ['60'], settings: { port: 1 } })
const stop = (handle) => handle.end({ graceMs: 2000 })

test('a process that was left running is found again with what it was started with', async () => {
  const started = sleeper()
  const found = findRunning({ dataDir, name: 'sleeper' })
  expect(found).toMatchObject({ pid: started.pid, settings: { port: 1 } })
  await found.end({ graceMs: 2000 })
  expect(isAlive(started)).toBe(false)
  expect(readRunning({ dataDir, name: 'sleeper' })).toBeNull()
})

test('a stranger that was given the same pid is not taken for ours', async () => {
  const record = { pid: process.pid, startTime: '1', settings: null }
  writeFileSync(path.join(dataDir, 'run', 'sleeper.json'), JSON.stringify(record))
  expect(readRunning({ dataDir, name: 'sleeper' })).toBeNull()
})

test('a process that dies is started again, and not after it was stopped', async () => {
  const supervisor = await supervise({ dataDir, name: 'sleeper', start: sleeper, stop })
  const first = supervisor.handle()
  first.signal('SIGKILL')
  await vi.waitUntil(() => supervisor.handle().pid !== first.pid && isAlive(supervisor.handle()), 5000)
  const second = supervisor.handle()
  await supervisor.stop()
  expect(isAlive(second)).toBe(false)
  expect(supervisor.handle()).toBe(second)
})

test('a first start that fails is told to the caller', async () => {
  const start = async () => {
    throw new Error('no such program')
  }
  await expect(supervise({ dataDir, name: 'x', start, stop })).rejects.toThrow('no such program')
})

test('the pause grows to half a minute', () => {
  expect([1, 2, 3, 10, 100].map(pauseAfter)).toEqual([500, 1000, 2000, 30_000, 30_000])
})

test('a child ends when the launcher is gone', async () => {
  const script = path.join(dataDir, 'parent.mjs')
  const child = path.join(dataDir, 'child.mjs')
  writeFileSync(child, 'setInterval(() => {}, 1000)')
  const preload = new URL('exit-with-launcher.mjs', import.meta.url).href
  writeFileSync(
    script,
    `import { startChild } from ${JSON.stringify(new URL('daemon.mjs', import.meta.url).href)}
     startChild({ dataDir: ${JSON.stringify(dataDir)}, name: 'child', script: ${JSON.stringify(child)}, execArgv: ['--import', ${JSON.stringify(preload)}] })
     setInterval(() => {}, 1000)`,
  )
  const launcher = startChild({ dataDir, name: 'launcher', script })
  const orphan = await vi.waitUntil(() => readRunning({ dataDir, name: 'child' }), 5000)
  launcher.signal('SIGKILL')
  await vi.waitUntil(() => !isAlive(orphan), 8000)
})

test('a log that grew too large keeps one older part', () => {
  writeFileSync(logFile(dataDir, 'web'), 'x'.repeat(2000))
  capLogs(dataDir, 1000)
  expect(readFileSync(logFile(dataDir, 'web'), 'utf8')).toBe('')
  expect(readFileSync(`${logFile(dataDir, 'web')}.1`, 'utf8')).toHaveLength(2000)
})
