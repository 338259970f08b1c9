import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exec } from '@/lib/exec'
import type { GitServer } from './git-server'
import { startDemoGitServer } from './start-git-server'
import { ensureGitPassword } from './state'

let folder: string
let server: GitServer
let password: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-demo-'))
  server = await startDemoGitServer(path.join(folder, 'demo'), null)
  password = await ensureGitPassword(path.join(folder, 'demo'))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const address = (user: string, secret: string) => `http://${user}:${secret}@127.0.0.1:${server.port}/shop.git`
const basic = (secret: string) => ({ authorization: `Basic ${Buffer.from(`demo:${secret}`).toString('base64')}` })

/** git as a newcomer runs it, on a clone. */
const run = (args: string[], cwd = folder) => {
  const person = {
    GIT_AUTHOR_NAME: 'New',
    GIT_AUTHOR_EMAIL: 'new@shop.example',
    GIT_COMMITTER_NAME: 'New',
    GIT_COMMITTER_EMAIL: 'new@shop.example',
  }
  const env = { HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', ...person }
  return exec('git', args, { cwd, env, timeoutMs: 30_000 })
}

test('a newcomer clones, pushes a branch, and deletes it again', async () => {
  const clone = path.join(folder, 'clone')
  expect((await run(['clone', address('demo', password), clone])).code).toBe(0)
  // More than git sends in one piece, so that the body comes in chunks of unknown length.
  await writeFile(
    path.join(clone, 'large.bin'),
    Buffer.from(Array.from({ length: 2_000_000 }, () => Math.floor(Math.random() * 256))),
  )
  for (const args of [
    ['checkout', '-b', 'feature/mine'],
    ['add', '.'],
    ['commit', '-m', 'Mine'],
    ['push', 'origin', 'feature/mine'],
  ]) {
    expect(await run(args, clone)).toMatchObject({ code: 0 })
  }
  const listed = await run(['ls-remote', address('demo', password), 'refs/heads/feature/mine'])
  expect(listed.stdout.toString()).toContain('refs/heads/feature/mine')
  expect((await run(['push', 'origin', ':feature/mine'], clone)).code).toBe(0)
})

test.each([
  ['no password', ''],
  ['a wrong password', 'wrong'],
])('%s opens nothing, neither to read nor to write', async (_, secret) => {
  expect((await run(['ls-remote', address('demo', secret)])).code).toBe(128)
  const push = await fetch(`http://127.0.0.1:${server.port}/shop.git/git-receive-pack`, {
    method: 'POST',
    headers: basic(secret),
  })
  expect(push.status).toBe(401)
  expect(push.headers.get('www-authenticate')).toContain('Basic')
})

test.each([
  '/',
  '/shop.git/HEAD',
  '/shop.git/config',
  '/shop.git/objects/info/packs',
  '/../git-password',
  '/shop.git/../git-password',
  '/shop.git/%2e%2e/git-password',
  '/-x.git/info/refs?service=git-upload-pack',
])('%s is not served', async (target) => {
  const answer = await rawGet(target)
  expect(answer).toContain('HTTP/1.1 404')
})

test('a push that is too large is refused before it is read', async () => {
  const headers = { ...basic(password), 'content-length': String(51 * 1024 * 1024) }
  expect(await rawGet('/shop.git/git-receive-pack', 'POST', headers)).toContain('HTTP/1.1 413')
})

test('the password is for this user alone and stays the same', async () => {
  const { mode } = await stat(path.join(folder, 'demo/git-password'))
  expect(mode & 0o777).toBe(0o600)
  expect(await ensureGitPassword(path.join(folder, 'demo'))).toBe(password)
})

test('processes that make the password at once agree on one', async () => {
  const fresh = path.join(folder, 'fresh')
  const made = await Promise.all(Array.from({ length: 8 }, () => ensureGitPassword(fresh)))
  expect(new Set(made).size).toBe(1)
})

/** Sends the path as it is, where fetch would tidy it up. */
async function rawGet(target: string, method = 'GET', headers: Record<string, string> = basic(password)) {
  return new Promise<string>((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1')
    const lines = Object.entries({ host: 'localhost', connection: 'close', ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    )
    socket.once('data', (bytes) => {
      resolve(bytes.toString())
      socket.destroy()
    })
    socket.once('error', reject)
    socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`)
  })
}
