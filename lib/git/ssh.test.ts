import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { execStream } from '@/lib/exec'
import { Secret } from '@/lib/secret'
import { fetchMirror } from './mirror'
import { headOf } from './refs'
import { makeRepository, type Repository } from './testing/repository'

const sshd = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find(existsSync)
const quick = { allowedHosts: ['127.0.0.1', 'localhost'], answerTimeoutMs: 10_000 }

let dir: string
let upstream: Repository
let key: string

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'branchline-ssh-'))
  upstream = await makeRepository(path.join(dir, 'app.git'))
  await upstream.commit('main', { a: '1' })
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(dir, 'key')])
  key = await readFile(path.join(dir, 'key'), 'utf8')
})
afterAll(() => rm(dir, { recursive: true, force: true }))

test('ssh gets the checked address, our own configuration and a private key file, and nothing stays', async () => {
  const bin = path.join(dir, 'bin')
  const record = path.join(dir, 'record')
  await mkdir(bin)
  // Stands where ssh stands: writes down what it was given, then serves git as the far end would.
  const script = `#!/bin/sh
{ printf '%s\\n' "$@"; cat "$2"; stat -c 'key mode %a' "$(dirname "$2")/key"; env; } > ${record}
echo "git.example ssh-ed25519 AAAA" > "$(dirname "$2")/known_hosts"
for last; do :; done
exec sh -c "$last"
`
  await writeFile(path.join(bin, 'ssh'), script, { mode: 0o755 })
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before}`
  try {
    const remote = { url: `ssh://deploy@localhost:2222${upstream.path}`, sshKey: new Secret(key), hostKeys: null }
    const mirror = path.join(dir, 'recorded')
    expect(await fetchMirror(mirror, remote, quick)).toMatchObject({
      transferred: true,
      hostKeys: 'git.example ssh-ed25519 AAAA\n',
    })
    expect(await headOf(mirror, 'main')).toBe(await upstream.head('main'))
  } finally {
    process.env.PATH = before
  }
  const seen = await readFile(record, 'utf8')
  expect(seen).toMatch(/^-F\n.*\/config\n/)
  expect(seen).toContain('\n-p\n2222\ndeploy@localhost\n')
  for (const line of ['HostName 127.0.0.1', 'HostKeyAlias localhost', 'BatchMode yes', 'key mode 600'])
    expect(seen).toContain(line)
  expect(seen).not.toContain('PRIVATE KEY')
  const config = /^-F\n(.+)\n/.exec(seen)?.[1] as string
  expect(existsSync(path.dirname(config))).toBe(false)
})

test('a server that is not ssh, and one that hangs up, are explained', async () => {
  const server = net.createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const remote = { url: `ssh://127.0.0.1:${port}/x`, sshKey: new Secret(key) }
  await expect(fetchMirror(path.join(dir, 'none'), remote, quick)).rejects.toMatchObject({ code: 'unavailable' })
  server.close()
})

test.skipIf(!sshd)('a real sshd: first use is believed, a changed host key and a wrong key are refused', async () => {
  const port = await freePort()
  await writeFile(path.join(dir, 'authorized_keys'), await readFile(path.join(dir, 'key.pub')), { mode: 0o600 })
  const serve = async (name: string) => {
    const hostKey = path.join(dir, name)
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', hostKey])
    const settings = {
      ListenAddress: '127.0.0.1',
      Port: port,
      HostKey: hostKey,
      AuthorizedKeysFile: path.join(dir, 'authorized_keys'),
      PidFile: 'none',
      StrictModes: 'no',
      UsePAM: 'no',
    }
    const args = Object.entries(settings).flatMap(([option, value]) => ['-o', `${option}=${value}`])
    const stop = new AbortController()
    const { done } = execStream(sshd as string, ['-D', '-e', '-f', '/dev/null', ...args], {
      env: {},
      timeoutMs: 60_000,
      signal: stop.signal,
    })
    await untilOpen(port)
    return async () => {
      stop.abort()
      await done.catch(() => undefined)
    }
  }
  const url = `ssh://${os.userInfo().username}@127.0.0.1:${port}${upstream.path}`
  const mirror = path.join(dir, 'real')
  const stopFirst = await serve('host-a')
  const { hostKeys } = await fetchMirror(mirror, { url, sshKey: new Secret(key) }, quick)
  expect(hostKeys).toMatch(/^127\.0\.0\.1 ssh-ed25519 /)
  expect(await fetchMirror(mirror, { url, sshKey: new Secret(key), hostKeys }, quick)).toMatchObject({ transferred: false })

  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(dir, 'other')])
  const other = new Secret(await readFile(path.join(dir, 'other'), 'utf8'))
  await expect(fetchMirror(mirror, { url, sshKey: other, hostKeys }, quick)).rejects.toMatchObject({
    reason: 'remote-credential',
  })
  await expect(fetchMirror(mirror, { url, hostKeys }, quick)).rejects.toMatchObject({ reason: 'remote-credential' })
  const away = { url: `${url}-nowhere`, sshKey: new Secret(key), hostKeys }
  await expect(fetchMirror(mirror, away, quick)).rejects.toMatchObject({ reason: 'remote-not-git' })
  await stopFirst()

  const stopSecond = await serve('host-b')
  await expect(fetchMirror(mirror, { url, sshKey: new Secret(key), hostKeys }, quick)).rejects.toMatchObject({
    reason: 'remote-host-key',
  })
  await stopSecond()
})

async function freePort() {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function untilOpen(port: number) {
  for (let tries = 0; tries < 200; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (isOpen) return
    await wait(25)
  }
  throw new Error('sshd did not start')
}
