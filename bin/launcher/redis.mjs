// The queue's Redis: REDIS_URL, or a redis-server of our own on loopback with a password; without either, BullMQ's
// PostgreSQL backend does the whole job.
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findRunning, startDaemon } from './daemon.mjs'
import { keep, keepOnceAsJson } from './kept.mjs'
import { tailOfLog } from './logs.mjs'
import { findFreePort, isFree } from './ports.mjs'
import { findProgram } from './programs.mjs'
import { makePassword } from './secrets.mjs'
import { findServiceUser } from './service-user.mjs'
import { supervise } from './supervise.mjs'
import { Trouble } from './trouble.mjs'

const oldest = [6, 2]
const answerTimeoutMs = 20_000

/** @returns {Promise<{ url: string | null, name: string, stop?(): Promise<void> }>} */
export async function startRedis(settings, step) {
  if (settings.env.REDIS_URL) return checkExternal(settings.env.REDIS_URL, step)
  const program = findProgram('redis-server')
  if (!program) {
    step.warn('no redis-server: the queue runs on PostgreSQL')
    return { name: 'redis', url: null }
  }
  const server = await prepareServer(settings, program)
  const supervisor = await supervise({
    name: 'redis',
    dataDir: settings.dataDir,
    start: () => startServer(server),
    stop: (handle) => handle.end({ ask: 'SIGTERM', graceMs: 10_000 }),
  })
  step.done(`own redis-server, 127.0.0.1:${server.access.port}`)
  return { ...supervisor, url: urlOf(server) }
}

async function checkExternal(url, step) {
  const info = await waitForAnswer(url, answerTimeoutMs).catch((error) => {
    throw new Trouble(`Redis at REDIS_URL (${new URL(url).host}) does not answer: ${error.message}`)
  })
  const [major, minor] = info.version.split('.').map(Number)
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new Trouble(`Branchline needs Redis ${oldest.join('.')} or newer; REDIS_URL leads to ${info.version}.`)
  }
  if (info.evictionPolicy && info.evictionPolicy !== 'noeviction') {
    step.warn(
      `${info.version}, ${new URL(url).host}: its maxmemory-policy is ${info.evictionPolicy}; set noeviction, or jobs may be delayed`,
    )
  } else step.done(`${info.version}, ${new URL(url).host}`)
  return { name: 'redis', url }
}

async function prepareServer(settings, program) {
  const { dataDir } = settings
  const accessFile = path.join(dataDir, 'redis.json')
  const server = {
    dataDir,
    program,
    accessFile,
    access: keepOnceAsJson(accessFile, () => ({ password: makePassword() })),
    dir: path.join(dataDir, 'redis'),
    user: await findServiceUser(settings),
  }
  mkdirSync(server.dir, { recursive: true, mode: 0o700 })
  if (server.user.uid !== undefined) chownSync(server.dir, server.user.uid, server.user.gid)
  return server
}

async function startServer(server) {
  const running = findRunning({ dataDir: server.dataDir, name: 'redis' })
  if (running) {
    await waitForAnswer(urlOf(server), answerTimeoutMs)
    return running
  }
  if (!server.access.port || !(await isFree(server.access.port))) {
    server.access.port = await findFreePort()
    keep(server.accessFile, JSON.stringify(server.access))
  }
  const { dataDir, user } = server
  const handle = startDaemon({ dataDir, name: 'redis', file: server.program, args: [writeConfig(server)], ...user })
  await Promise.race([waitForAnswer(urlOf(server), answerTimeoutMs), handle.exited.then(failedToStart(dataDir))])
  return handle
}

const failedToStart = (dataDir) => () => {
  throw new Trouble(`redis-server could not start:\n${tailOfLog(dataDir, 'redis')}`)
}

/** The password is in the file, not in the arguments that every user of the machine can read. */
function writeConfig({ dir, access, user }) {
  const file = path.join(dir, 'redis.conf')
  const lines = [
    'bind 127.0.0.1',
    `port ${access.port}`,
    `requirepass ${access.password}`,
    `dir "${dir}"`,
    'appendonly yes',
    'save ""',
    'maxmemory-policy noeviction',
  ]
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  if (user.uid !== undefined) chownSync(file, user.uid, user.gid)
  return file
}

const urlOf = ({ access }) => `redis://:${access.password}@127.0.0.1:${access.port}`

/** @returns {Promise<{ version: string, evictionPolicy?: string }>} */
async function waitForAnswer(url, timeoutMs) {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      return await ask(url)
    } catch (error) {
      if (performance.now() > deadline) throw error
      await delay(50)
    }
  }
}

async function ask(url) {
  const { Redis } = await import('ioredis')
  const client = new Redis(url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0, connectTimeout: 5000 })
  let cause
  client.on('error', (error) => {
    cause = error
  })
  try {
    await client.connect()
    const info = await client.info()
    const read = (key) => info.match(new RegExp(`^${key}:(.*?)\\r?$`, 'm'))?.[1]
    return { version: read('redis_version') ?? '0.0', evictionPolicy: read('maxmemory_policy') }
  } catch (error) {
    throw cause ?? error
  } finally {
    client.disconnect()
  }
}
