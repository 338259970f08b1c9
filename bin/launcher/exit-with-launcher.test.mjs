import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { run } from './command.mjs'

const preload = ['--import', fileURLToPath(new URL('exit-with-launcher.mjs', import.meta.url))]
const waiting = "process.on('SIGTERM', () => process.exit(7)); process.send('up'); setInterval(() => {}, 1000)"

test('a child asks itself to end when the channel to its launcher closes', async () => {
  const child = spawn(process.execPath, [...preload, '--eval', waiting], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  await once(child, 'message')
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([7, null])
})

test('a process without a channel lives, such as one of the pool that compiles pages', async () => {
  expect(await run(process.execPath, [...preload, '--eval', "console.log('done')"])).toMatchObject({ code: 0, output: 'done' })
})
