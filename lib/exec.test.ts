import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exec, execStream } from './exec'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'branchline-exec-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const options = { env: {}, timeoutMs: 10_000 }

async function script(name: string, body: string) {
  const file = path.join(dir, name)
  await writeFile(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 })
  return file
}

/** Reads a pid that a script writes, and waits until that process is gone. */
async function endOf(pidFile: string) {
  const pid = Number(await readFile(pidFile, 'utf8'))
  for (let tries = 0; tries < 200; tries++) {
    try {
      process.kill(pid, 0)
      // A zombie whose parent is gone is dead too; only the machine's init has not looked yet.
      if ((await readFile(`/proc/${pid}/stat`, 'utf8')).includes(') Z ')) return true
    } catch {
      return true
    }
    await wait(10)
  }
  return false
}

test('an exit code is a result, and arguments arrive as they are', async () => {
  const file = await script('args', 'printf "%s|" "$@"; echo oops >&2; exit 3')
  const result = await exec(file, ['$(touch x)', '; ls', '--', ''], options)
  expect(result.code).toBe(3)
  expect(result.stdout.toString()).toBe('$(touch x)|; ls|--||')
  expect(result.stderr).toBe('oops\n')
})

test('nothing but PATH and what the caller passes is in the environment', async () => {
  process.env.BRANCHLINE_TEST_LEAK = 'leak'
  const { stdout } = await exec('/usr/bin/env', [], { ...options, env: { GIVEN: '1' } })
  expect(
    stdout
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0])
      .sort(),
  ).toEqual(['GIVEN', 'PATH'])
})

test('input reaches the child, and a child that does not read it is no error', async () => {
  expect((await exec('cat', [], { ...options, input: 'hello' })).stdout.toString()).toBe('hello')
  expect((await exec('true', [], { ...options, input: Buffer.alloc(5_000_000) })).code).toBe(0)
})

test('a command that does not exist is named', async () => {
  await expect(exec('/nowhere/tool', [], options)).rejects.toMatchObject({ kind: 'spawn', message: 'tool could not be started' })
})

test('the deadline ends the child and its grandchildren, also those that ignore TERM', async () => {
  const pidFile = path.join(dir, 'grandchild.pid')
  const file = await script(
    'stubborn',
    `sh -c 'trap "" TERM; echo $$ > ${pidFile}; while :; do sleep 0.1; done' >/dev/null 2>&1 &\nwait`,
  )
  await expect(exec(file, [], { ...options, timeoutMs: 2000 })).rejects.toMatchObject({ kind: 'timeout' })
  expect(await endOf(pidFile)).toBe(true)
})

test('an abort ends a child that ignores TERM within the grace', async () => {
  const pidFile = path.join(dir, 'deaf.pid')
  const file = await script('deaf', `trap "" TERM; echo $$ > ${pidFile}; echo ready; while :; do sleep 0.1; done`)
  const controller = new AbortController()
  const running = exec(file, [], { ...options, signal: controller.signal, onLine: () => controller.abort() })
  await expect(running).rejects.toMatchObject({ kind: 'aborted' })
  expect(await endOf(pidFile)).toBe(true)
})

test('an aborted signal starts nothing', async () => {
  await expect(exec('touch', [path.join(dir, 'never')], { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({
    kind: 'aborted',
  })
  await expect(readFile(path.join(dir, 'never'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('endless output is cut at the cap', async () => {
  await expect(exec('yes', [], { ...options, maxOutputBytes: 1_000_000 })).rejects.toMatchObject({ kind: 'too-large' })
})

test('lines arrive whole, from both streams, and one endless line in pieces', async () => {
  const lines: string[] = []
  const file = await script(
    'lines',
    'printf "one\\ntw"; sleep 0.05; printf "o\\r\\n\\303"; sleep 0.05; printf "\\251"; echo err >&2',
  )
  await exec(file, [], { ...options, onLine: (text, stream) => lines.push(`${stream}:${text}`) })
  expect(lines.sort()).toEqual(['stderr:err', 'stdout:one', 'stdout:two', 'stdout:é'])

  const pieces: number[] = []
  await exec('head', ['-c', '1000000', '/dev/zero'], { ...options, onLine: (text) => pieces.push(text.length) })
  expect(Math.max(...pieces)).toBeLessThanOrEqual(64 * 1024)
  expect(pieces.reduce((sum, length) => sum + length, 0)).toBe(1_000_000)
})

test('a stream ends with its process, and a reader who leaves ends the process', async () => {
  const whole = execStream('echo', ['streamed'], options)
  expect(await text(whole.stdout)).toBe('streamed\n')
  expect((await whole.done).code).toBe(0)

  const endless = execStream('yes', [], options)
  endless.stdout.once('data', () => endless.stdout.destroy())
  await expect(endless.done).rejects.toMatchObject({ kind: 'aborted' })
})

test('a stream that is cut is an error for its reader, never a short success', async () => {
  const cut = execStream(await script('cut', 'echo half; sleep 30'), [], { ...options, timeoutMs: 300 })
  await expect(text(cut.stdout)).rejects.toMatchObject({ kind: 'timeout' })
})
