import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, truncateSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Secret } from '@/lib/secret'
import { listBranches } from './branches'
import { mergeBranches } from './merge'
import { fetchMirror } from './mirror'
import { pinCommit, unpin } from './pins'
import { headOf, readHeads } from './refs'
import { git } from './run-git'
import { startGitServer } from './testing/git-server'
import { makeRepository, type Repository } from './testing/repository'

type Server = Awaited<ReturnType<typeof startGitServer>>

const credentials = { username: 'git', password: 'token-canary-8f2e' }
const quick = { allowedHosts: ['127.0.0.1'], answerTimeoutMs: 30_000, transferTimeoutMs: 30_000 }
const impatient = { ...quick, answerTimeoutMs: 1000 }

let root: string
let open: Server
let locked: Server
let upstream: Repository
let mirror: string
let count = 0

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'branchline-mirror-'))
  open = await startGitServer({ root })
  locked = await startGitServer({ root, credentials })
})
afterAll(async () => {
  await Promise.all([open.close(), locked.close()])
  await rm(root, { recursive: true, force: true })
})
beforeEach(async () => {
  const name = `app-${++count}`
  upstream = await makeRepository(path.join(root, `${name}.git`))
  await upstream.commit('main', { 'a.txt': '1\n', 'b/c.txt': '2\n' })
  await upstream.commit('feature/x', { 'x.txt': '1\n' }, { from: 'main' })
  mirror = path.join(root, 'mirrors', name)
})
afterEach(() => {
  open.misbehave({})
  open.requests.length = 0
})

const url = (server: Server = open) => `${server.url}/${path.basename(upstream.path)}`
const fetch = (options = {}) => fetchMirror(mirror, { url: url() }, { ...quick, ...options })
/** A refresh asks first; a deployment transfers at once. */
const bothWays = test.each([{ expectsNews: false }, { expectsNews: true }])

async function listen() {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port }
}

test('the first fetch brings every branch, the next transfers nothing', async () => {
  expect(await fetch()).toMatchObject({ transferred: true, rebuilt: false })
  expect((await listBranches(mirror, 'main')).map(({ name }) => name)).toEqual(['feature/x', 'main'])
  open.requests.length = 0
  expect(await fetch()).toMatchObject({ transferred: false })
  expect(open.requests.filter((request) => request.startsWith('GET'))).toHaveLength(1)
})

bothWays('branches move, come, go, are forced back, and become folders ($expectsNews)', async (way) => {
  const first = await upstream.head('main')
  await fetch(way)
  await upstream.commit('feature/x', { 'x.txt': '2\n' })
  await upstream.commit('main', { 'a.txt': 'other root\n' }, { from: null })
  await upstream.commit('a', { 'n.txt': '1' }, { from: first })
  await fetch(way)
  await upstream.deleteBranch('a')
  await upstream.commit('a/b', { 'n.txt': '2' }, { from: first })
  await upstream.commit('A', { 'n.txt': '3' }, { from: first })
  expect(await fetch(way)).toMatchObject({ transferred: true })
  for (const name of ['main', 'feature/x', 'a/b', 'A']) expect(await headOf(mirror, name)).toBe(await upstream.head(name))
  expect(await headOf(mirror, 'a')).toBeNull()
})

test('a pinned commit outlives its branch, also a clean-up of the mirror', async () => {
  await fetch()
  const sha = (await upstream.head('feature/x')) as string
  await pinCommit(mirror, '0190-pin', sha)
  await upstream.deleteBranch('feature/x')
  await fetch()
  expect(await headOf(mirror, 'feature/x')).toBeNull()
  await git(mirror, ['gc', '--quiet', '--prune=now'])
  const base = { name: 'main', sha: (await upstream.head('main')) as string }
  expect(await mergeBranches(mirror, { base, branches: [{ name: 'gone', sha }] }, { keep: true })).toMatchObject({ clean: true })
  await unpin(mirror, '0190-pin')
  await unpin(mirror, '0190-pin')
  await expect(pinCommit(mirror, '../heads/main', sha)).rejects.toThrow(TypeError)
})

test('a deployment finds out all branches with a single transfer', async () => {
  await fetch()
  const moved = await upstream.commit('feature/x', { 'x.txt': '2\n' })
  open.requests.length = 0
  const { transferred, heads } = await fetch({ expectsNews: true })
  expect(transferred).toBe(true)
  expect(heads).toEqual(
    new Map([
      ['feature/x', moved],
      ['main', await upstream.head('main')],
    ]),
  )
  expect(open.requests.filter((request) => request.startsWith('GET'))).toHaveLength(1)
})

test('names that are options or shell code are fetched as names', async () => {
  const names = ['--upload-pack=x', '-x', 'a$(id)', '功能']
  for (const name of names) await upstream.commit(name, { n: name }, { from: 'main' })
  await fetch()
  for (const name of names) expect(await headOf(mirror, name)).toBe(await upstream.head(name))
})

test('a password opens a closed repository and is found nowhere afterwards', async () => {
  const remote = { url: url(locked), password: new Secret(credentials.password) }
  expect(await fetchMirror(mirror, remote, quick)).toMatchObject({ transferred: true })
  expect(() => execFileSync('grep', ['-rF', credentials.password, mirror])).toThrow()
})

test.each([
  ['a wrong password', { password: new Secret('wrong-canary') }],
  ['no password', {}],
])('%s is named, without the password', async (_, login) => {
  const error = await fetchMirror(mirror, { url: url(locked), ...login }, quick).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'unavailable', reason: 'remote-credential' })
  expect(`${error.message} ${error.cause.message} ${error.cause.stderr}`).not.toContain('canary')
})

test.each([
  ['a repository that is not there', { status: 404 }, 'remote-not-git'],
  [
    'a login page',
    { status: 200, body: '<html>Please sign in</html>', headers: { 'content-type': 'text/html' } },
    'remote-not-git',
  ],
  ['a server in trouble', { status: 503 }, 'remote-error'],
  ['a forbidden one', { status: 403 }, 'remote-credential'],
  ['a redirect', { status: 302, headers: { location: 'http://169.254.169.254/' } }, 'remote-redirect'],
  ['one that never answers', { silent: true }, 'remote-timeout'],
])('%s is explained', async (_, trouble, reason) => {
  open.misbehave(trouble)
  await expect(fetch('silent' in trouble ? impatient : {})).rejects.toMatchObject({
    code: 'unavailable',
    reason,
    params: { host: '127.0.0.1' },
  })
})

bothWays('a login page never empties the mirror, an emptied repository does ($expectsNews)', async (way) => {
  await fetch(way)
  open.misbehave({ status: 200, body: '<html>Please sign in</html>' })
  await expect(fetch(way)).rejects.toMatchObject({ reason: 'remote-not-git' })
  expect((await readHeads(mirror)).size).toBe(2)
  open.misbehave({})
  await upstream.deleteBranch('main')
  await upstream.deleteBranch('feature/x')
  expect(await fetch(way)).toMatchObject({ transferred: true })
  expect((await readHeads(mirror)).size).toBe(0)
})

test('a refused connection and a host without a name are explained', async () => {
  const { server: closed, port } = await listen()
  await new Promise((resolve) => closed.close(resolve))
  await expect(fetchMirror(mirror, { url: `http://127.0.0.1:${port}/x` }, quick)).rejects.toMatchObject({
    reason: 'remote-refused',
  })
  await expect(fetchMirror(mirror, { url: 'https://nowhere.invalid/x' }, quick)).rejects.toMatchObject({
    reason: 'remote-unknown-host',
  })
})

test('a server without a valid certificate is sent nothing', async () => {
  const plain = new URL(open.url)
  const options = { ...quick, allowedHosts: ['127.0.0.1'] }
  await expect(fetchMirror(mirror, { url: `https://127.0.0.1:${plain.port}/x` }, options)).rejects.toMatchObject({
    reason: 'remote-certificate',
  })
})

test('a private address is refused before anything is sent', async () => {
  const attempt = fetchMirror(mirror, { url: `https://127.0.0.1:${open.port}/x` }, { ...quick, allowedHosts: [] })
  await expect(attempt).rejects.toMatchObject({ code: 'invalid', reason: 'address-refused' })
  expect(open.requests).toEqual([])
})

test('a name is connected at the address that was checked', async () => {
  const remote = { url: `http://localhost:${open.port}/${path.basename(upstream.path)}` }
  expect(await fetchMirror(mirror, remote, { ...quick, allowedHosts: [`localhost:${open.port}`] })).toMatchObject({
    transferred: true,
  })
})

test('git:// that is silent ends at the deadline, and a wish to stop is no fault of the remote', async () => {
  const { server: silent, port } = await listen()
  const remote = { url: `git://127.0.0.1:${port}/x` }
  await expect(fetchMirror(mirror, remote, impatient)).rejects.toMatchObject({ reason: 'remote-timeout' })
  const stop = new AbortController()
  const running = fetchMirror(mirror, remote, { ...quick, signal: stop.signal })
  silent.once('connection', () => stop.abort())
  await expect(running).rejects.toMatchObject({ kind: 'aborted' })
  silent.close()
})

test('locks of a killed fetch are removed', async () => {
  await fetch()
  for (const lock of ['packed-refs.lock', 'refs/heads/main.lock']) {
    await writeFile(path.join(mirror, lock), '')
    const old = new Date(Date.now() - 60_000)
    await utimes(path.join(mirror, lock), old, old)
  }
  await upstream.commit('main', { 'a.txt': '3\n' })
  await upstream.deleteBranch('feature/x')
  expect(await fetch()).toMatchObject({ transferred: true, rebuilt: false })
  expect(await readHeads(mirror)).toEqual(new Map([['main', await upstream.head('main')]]))
})

bothWays(
  'a cut pack is seen even when nothing changed, and the mirror is fetched anew with its pins ($expectsNews)',
  async (way) => {
    await fetch(way)
    const kept = (await upstream.head('feature/x')) as string
    await pinCommit(mirror, 'kept', kept)
    const packs = path.join(mirror, 'objects', 'pack')
    for (const name of readdirSync(packs).filter((name) => name.endsWith('.pack'))) {
      await chmod(path.join(packs, name), 0o644)
      truncateSync(path.join(packs, name), 40)
    }
    expect(await fetch(way)).toMatchObject({ transferred: true, rebuilt: true })
    expect(await listBranches(mirror, 'main')).toHaveLength(2)
    expect(await fetch()).toMatchObject({ transferred: false, rebuilt: false })
  },
)

bothWays('a mirror whose refs are rubbish is fetched anew ($expectsNews)', async (way) => {
  await fetch(way)
  await writeFile(path.join(mirror, 'packed-refs'), 'rubbish\n')
  await upstream.commit('main', { 'a.txt': '4\n' })
  expect(await fetch(way)).toMatchObject({ transferred: true })
  expect(await headOf(mirror, 'main')).toBe(await upstream.head('main'))
})

test('two processes that fetch at once leave a whole mirror', async () => {
  await fetch()
  for (let index = 0; index < 10; index++) await upstream.commit(`n${index}`, { n: `${index}` }, { from: 'main' })
  const results = await Promise.allSettled([fetch(), fetch(), fetch()])
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
  await fetch()
  expect((await readHeads(mirror)).size).toBe(12)
  await git(mirror, ['fsck', '--strict', '--no-dangling'])
})

test('objects that attack whoever checks them out are refused', async () => {
  const blob = (await git(upstream.path, ['hash-object', '-w', '--stdin'], { input: 'evil' })).stdout.toString().trim()
  const tree = (await git(upstream.path, ['mktree'], { input: `100644 blob ${blob}\t.git\n` })).stdout.toString().trim()
  const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a' }
  const commit = (await git(upstream.path, ['commit-tree', tree, '-m', 'x'], { env: who })).stdout.toString().trim()
  await git(upstream.path, ['update-ref', 'refs/heads/evil', commit])
  await expect(fetch()).rejects.toMatchObject({ code: 'unavailable', reason: 'remote-bad-objects' })
})

test('what git is given is constants, ids and the checked URL, and an environment of our own', async () => {
  const bin = path.join(root, 'bin')
  await mkdir(bin, { recursive: true })
  const record = path.join(root, 'calls')
  const real = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  await writeFile(path.join(bin, 'git'), `#!/bin/sh\n{ echo "ARGS $*"; env; } >> ${record}\nexec ${real} "$@"\n`, { mode: 0o755 })
  const before = { ...process.env }
  Object.assign(process.env, {
    PATH: `${bin}:${before.PATH}`,
    GIT_SSH_COMMAND: 'evil',
    NODE_OPTIONS: '--no-warnings',
    DOCKER_HOST: 'evil',
  })
  try {
    await upstream.commit('--exec=x', { n: '1' }, { from: 'main' })
    await rm(record, { force: true })
    await fetchMirror(mirror, { url: url(locked), password: new Secret(credentials.password) }, quick)
    const [branch] = (await listBranches(mirror, 'main')).filter(({ name }) => name === '--exec=x')
    const base = { name: 'main', sha: (await headOf(mirror, 'main')) as string }
    await mergeBranches(mirror, { base, branches: [{ name: '--exec=x', sha: branch?.sha as string }] }, { keep: true })
  } finally {
    process.env.PATH = before.PATH
    for (const name of ['GIT_SSH_COMMAND', 'NODE_OPTIONS', 'DOCKER_HOST']) delete process.env[name]
    Object.assign(process.env, before)
  }
  const calls = await readFile(record, 'utf8')
  const argv = calls.split('\n').filter((line) => line.startsWith('ARGS '))
  expect(argv.length).toBeGreaterThan(5)
  expect(argv.join('\n')).not.toContain('--exec=x')
  expect(argv.join('\n')).not.toContain(credentials.password)
  expect(calls).not.toMatch(/evil|NODE_OPTIONS|DOCKER_HOST/)
  expect(calls).toContain('GIT_ALLOW_PROTOCOL=http\n')
  for (const line of ['GIT_CONFIG_NOSYSTEM=1', 'GIT_CONFIG_GLOBAL=/dev/null', 'GIT_TERMINAL_PROMPT=0', `HOME=${mirror}/home`]) {
    expect(calls).toContain(`${line}\n`)
  }
  expect(readdirSync(path.join(mirror, 'home'))).toEqual([])
  const askpass = /^GIT_ASKPASS=(.+)$/m.exec(calls)?.[1] as string
  expect(existsSync(path.dirname(askpass))).toBe(false)
})
