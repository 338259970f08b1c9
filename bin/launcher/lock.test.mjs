import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock } from './lock.mjs'

let dir
let file
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'lock-'))
  file = path.join(dir, 'launcher.sock')
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const me = () => ({ pid: 1, url: 'http://localhost:3000' })

test('a second launcher learns who holds the directory', async () => {
  const first = await takeLock(file, me)
  expect(await takeLock(file, me)).toEqual({ holder: me() })
  first.release()
})

test('a released lock can be taken again', async () => {
  const first = await takeLock(file, me)
  first.release()
  const second = await takeLock(file, me)
  expect(second.holder).toBeUndefined()
  second.release()
})

test('the lock of a killed launcher is taken over', async () => {
  const script = `require('net').createServer().listen(${JSON.stringify(file)}, () => console.log('up'))`
  const killed = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(killed.stdout, 'data')
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  expect(existsSync(file)).toBe(true)
  const lock = await takeLock(file, me)
  expect(lock.holder).toBeUndefined()
  lock.release()
})

test('of many launchers that find a dead lock at once, one gets it', async () => {
  const script = `require('net').createServer().listen(${JSON.stringify(file)}, () => process.kill(process.pid, 'SIGKILL'))`
  await once(spawn(process.execPath, ['-e', script], { stdio: 'ignore' }), 'exit')
  const locks = await Promise.all(Array.from({ length: 8 }, () => takeLock(file, me)))
  const winners = locks.filter((lock) => !lock.holder)
  expect(winners).toHaveLength(1)
  winners[0].release()
})

test('a launcher that is too busy to answer still holds its lock', async () => {
  const script = `require('net').createServer().listen(${JSON.stringify(file)}, () => console.log('up'))`
  const busy = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(busy.stdout, 'data')
  busy.kill('SIGSTOP')
  expect(await takeLock(file, me)).toEqual({ holder: {} })
  busy.kill('SIGKILL')
})
