import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findImage } from '@/lib/docker/images'
import { createInstallation } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { ensureBaseImage, nodeImageTag, removeBaseImage } from './base-image'
import { demoFolder, writeState } from './state'

withTestDatabase()
beforeAll(() => createInstallation())
afterAll(() => removeBaseImage())

/** Starts the process as the launcher does. */
async function start(): Promise<{ child: ChildProcess; exited: Promise<unknown[]>; port: number }> {
  const child = fork('bin/demo-git-server.ts', { execArgv: ['--import', 'tsx'] })
  const exited = once(child, 'exit')
  const [message] = await Promise.race([once(child, 'message'), exited])
  return { child, exited, port: message?.port }
}

test('it listens where it did before, and ends when the launcher is gone', async () => {
  const first = await start()
  first.child.disconnect()
  expect(await first.exited).toEqual([0, null])
  const second = await start()
  expect(second.port).toBe(first.port)
  second.child.kill('SIGTERM')
  expect(await second.exited).toEqual([0, null])
})

test('when the demo is removed it drops the base image and ends, and ends at once when started again', async () => {
  await ensureBaseImage()
  const running = await start()
  await writeState(demoFolder(), 'removed')
  expect(await running.exited).toEqual([0, null])
  expect(await findImage(await nodeImageTag())).toBeNull()
  const again = await start()
  expect(await again.exited).toEqual([0, null])
  expect(again.port).toBeUndefined()
})
