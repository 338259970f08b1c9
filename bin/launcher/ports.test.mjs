import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort, holderOf, isFree, listeningInodes, requireFreePort } from './ports.mjs'

const server = createServer()
let port
beforeAll(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)))
beforeAll(() => {
  port = server.address().port
})
afterAll(() => server.close())

test('listening sockets of a port are read out of the kernel table, connections are not', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1',
    '   1: 0100007F:0BB8 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 222 1',
    '   2: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1',
  ].join('\n')
  expect(listeningInodes(table, 3000)).toEqual(['111'])
})

test('the holder of a taken port is named', () => {
  expect(holderOf(port)).toMatchObject({ pid: process.pid, command: expect.stringContaining('node') })
})

test('a taken port is refused with its holder and what to do', async () => {
  expect(await isFree(port)).toBe(false)
  await expect(requireFreePort(port, '127.0.0.1', 'PORT')).rejects.toThrow(
    new RegExp(`Port ${port} is taken by process ${process.pid}.*PORT=${port + 1} npm start`),
  )
})

test('a free port passes', async () => {
  await requireFreePort(await findFreePort(), '127.0.0.1', 'PORT')
})
