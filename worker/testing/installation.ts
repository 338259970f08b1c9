import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { createApplication } from '@/lib/applications/create-application'
import { CreateApplicationInput } from '@/lib/applications/input'
import { db } from '@/lib/db'
import { DeployInput } from '@/lib/deployments/input'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import { ensureTestNodeImage, testNodeImageTag } from '@/lib/docker/testing/base-image'
import { removeInstance } from '@/lib/docker/testing/instance'
import { env } from '@/lib/env'
import type { UpdateEnvironmentInput } from '@/lib/environments/input'
import { updateEnvironment } from '@/lib/environments/update-environment'
import { listen } from '@/lib/events'
import { startGitServer } from '@/lib/git/testing/git-server'
import { makeRepository, type Repository } from '@/lib/git/testing/repository'
import { proxySettings } from '@/lib/traffic/proxy-settings'
import { type RunningProxy, startProxy } from '@/lib/traffic/test-proxy'
import { createActor } from '@/prisma/factories'
import type { Deployment, DeploymentStatus } from '@/prisma/generated/client'
import { withTestDatabase } from '@/prisma/test-database'

// A whole installation for the tests of the pipeline: real engine, HAProxy, git remote and worker process, on names and
// ports of its own. Set before anything reads the environment.
process.env.PROXY_HTTP_PORT = String(await freePort())
process.env.BRANCHLINE_ALLOWED_HOSTS = '127.0.0.1'
process.env.BRANCHLINE_PROXY_BACKENDS = '64'
process.env.BRANCHLINE_PROXY_SLOTS = '8'

export interface TestInstallation {
  admin: Actor & { userId: string }
  /** Where the git remote answers. */
  gitUrl: string
  git: Awaited<ReturnType<typeof startGitServer>>
  worker: ChildProcess
  proxy: RunningProxy
  startWorker(variables?: Record<string, string>): Promise<ChildProcess>
}

/** Starts the installation before a file's tests and leaves nothing behind. Call it once at the top of the file. */
export function withInstallation(): TestInstallation {
  const made = {} as TestInstallation
  const workers = new Set<ChildProcess>()
  withTestDatabase()
  beforeAll(async () => {
    const { mkdir } = await import('node:fs/promises')
    await mkdir(`${env().dataDir}/remote`, { recursive: true })
    made.startWorker = async (variables = {}) => {
      const worker = await startWorker(variables)
      workers.add(worker)
      made.worker = worker
      return worker
    }
    made.proxy = await startProxy(proxySettings(env()))
    await ensureTestNodeImage()
    made.git = await startGitServer({ root: `${env().dataDir}/remote` })
    made.gitUrl = made.git.url
    await made.startWorker()
    made.admin = await createActor('admin')
  }, 120_000)
  afterAll(async () => {
    await Promise.all([...workers].map((worker) => stopProcess(worker, 'SIGTERM')))
    const installation = await db.installation.findUnique({ where: { id: 1 } })
    if (installation) await removeInstance(installation.instanceId)
    await made.proxy.kill()
    await made.git.close()
  }, 120_000)
  return made
}

async function startWorker(variables: Record<string, string>): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'worker/index.ts'], {
    env: { ...process.env, BRANCHLINE_LOG_LEVEL: 'info', ...variables },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const killWithUs = () => worker.kill('SIGKILL')
  process.once('exit', killWithUs)
  worker.once('exit', () => process.off('exit', killWithUs))
  const lines = createInterface({ input: worker.stdout as NodeJS.ReadableStream })
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      if (line.includes('worker ready')) resolve()
      else if (process.env.SHOW_WORKER) process.stderr.write(`${line}\n`)
    })
    worker.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)))
  })
  return worker
}

export async function stopProcess(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

/** A small web application: answers with its version and its features, and does what the variables of a test ask for. */
const serverSource = `
const http = require('node:http'), fs = require('node:fs')
const features = fs.readdirSync(__dirname + '/features').sort()
const version = fs.readFileSync(__dirname + '/version', 'utf8').trim()
const server = http.createServer((request, response) => {
  if (request.url === '/env') return response.end(JSON.stringify(process.env))
  if (request.url === '/slow') return setTimeout(() => response.end('slow ' + version), 2000)
  if (request.url === '/die') process.exit(7)
  response.end(JSON.stringify({ version, features, host: request.headers.host }))
})
process.on('SIGTERM', () => server.close(() => process.exit(0)))
server.listen(process.env.PORT, '0.0.0.0', () => console.log('listening with ' + features.join(', ')))
`

const dockerfile = `FROM ${testNodeImageTag}\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n`

export interface TestApplication {
  slug: string
  repository: Repository
  /** The base commit. */
  base: string
}

/** An application with its repository, registered as a person would. */
export async function registerApplication(
  installation: TestInstallation,
  files: Record<string, string> = {},
): Promise<TestApplication> {
  const slug = `shop-${randomBytes(3).toString('hex')}`
  const repository = await makeRepository(`${env().dataDir}/remote/${slug}.git`)
  const base = await repository.commit('main', {
    'server.js': serverSource,
    version: 'one\n',
    'features/base': 'base\n',
    Dockerfile: dockerfile,
    'README.md': 'A shop.\n',
    ...files,
  })
  const input = CreateApplicationInput.parse({ slug, repository: { url: `${installation.gitUrl}/${slug}.git` } })
  await createApplication(installation.admin, input)
  return { slug, repository, base }
}

/** Shortens the times that a person would not want to wait in a test. */
export const tune = (
  installation: TestInstallation,
  { slug }: TestApplication,
  environment: string,
  change: UpdateEnvironmentInput,
) => updateEnvironment(installation.admin, slug, environment, change)

/** Asks for a deployment and waits for its end. */
export async function deploy(
  installation: TestInstallation,
  { slug }: TestApplication,
  environment: string,
  branches: (string | { name: string; sha: string })[],
) {
  const asked = await requestDeployment(installation.admin, { application: slug, environment }, DeployInput.parse({ branches }))
  return untilOver(asked.id)
}

const isOver = (status: DeploymentStatus) => !['queued', 'scheduled', 'running', 'holding'].includes(status)

/** Waits until a deployment is live, parked or over. */
export const untilOver = (id: string) => until(id, ({ status }) => isOver(status))

/** Waits until a deployment's row is as `matches` says, by the events of the product. */
export async function until(
  id: string,
  matches: (deployment: Deployment) => boolean | Promise<boolean>,
  timeoutMs = 50_000,
): Promise<Deployment> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const news = new Promise<void>((resolve) => {
      const timer = setTimeout(done, 1000)
      const stop = listen(done)
      function done() {
        clearTimeout(timer)
        stop()
        resolve()
      }
    })
    const row = await db.deployment.findUniqueOrThrow({ where: { id } })
    if (await matches(row)) return row
    if (Date.now() > end)
      throw new Error(`deployment #${row.number} is ${row.status} after ${timeoutMs} ms: ${row.errorMessage ?? ''}`)
    await news
  }
}

/** What an environment answers behind the proxy. */
export async function visit({ slug }: { slug: string }, environment: string, path = '/') {
  const { request } = await import('undici')
  const { statusCode, body } = await request(`http://127.0.0.1:${env().PROXY_HTTP_PORT}${path}`, {
    headers: { host: `${environment}.${slug}.localhost` },
  })
  const text = await body.text()
  return { status: statusCode, text, json: () => JSON.parse(text) }
}

export const logOf = async (id: string) =>
  (await db.logLine.findMany({ where: { deploymentId: id }, orderBy: { seq: 'asc' } })).map(({ text }) => text).join('\n')

function freePort() {
  return new Promise<number>((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
