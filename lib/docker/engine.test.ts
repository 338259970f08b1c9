import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { call, pingEngine } from '@/lib/docker/engine'

test('a running engine answers with its version', async () => {
  expect(await pingEngine()).toMatchObject({ status: 'ok', version: expect.stringMatching(/^\d+\./) })
})

test('a missing socket and a closed port each say how to mend it', async () => {
  expect(await pingEngine('unix:///nowhere/docker.sock')).toMatchObject({
    status: 'down',
    message: expect.stringContaining('Install and start one'),
  })
  expect(await pingEngine('tcp://127.0.0.1:9')).toMatchObject({ status: 'down', message: expect.stringContaining('Start it') })
})

test('an engine that accepts and says nothing is given up at the deadline', async () => {
  const socket = path.join(os.tmpdir(), `silent-${process.pid}.sock`)
  const silent = net.createServer().listen(socket)
  const ping = await pingEngine(`unix://${socket}`)
  expect(ping).toMatchObject({ status: 'down', message: expect.stringContaining('did not answer within 3 s') })
  silent.close()
})

test('an error that is no engine’s is not lost', async () => {
  await expect(call('do a thing', () => Promise.reject(new TypeError('x is not a function')))).rejects.toMatchObject({
    cause: expect.any(TypeError),
  })
})
