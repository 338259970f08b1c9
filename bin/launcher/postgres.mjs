// The database: DATABASE_URL, or an embedded PostgreSQL in the data directory, on loopback, with a password of its own.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { adopt, findRunning, startDaemon } from './daemon.mjs'
import { keep } from './kept.mjs'
import { logSize, tailOfLog } from './logs.mjs'
import { findFreePort, isFree } from './ports.mjs'
import { oldestMajor, prepareCluster } from './postgres-cluster.mjs'
import { argumentsOf, identify } from './processes.mjs'
import { supervise } from './supervise.mjs'
import { Trouble } from './trouble.mjs'

const answerTimeoutMs = 30_000
const externalTimeoutMs = 20_000
const orphansTimeoutMs = 15_000

/** @returns {Promise<{ url: string, stop?(): Promise<void>, name: string }>} `extraFlags` are settings such as `fsync=off`. */
export async function startPostgres(settings, step, { database = 'branchline', extraFlags = [] } = {}) {
  if (settings.env.DATABASE_URL) return checkExternal(settings.env.DATABASE_URL, step)
  const cluster = await prepareCluster(settings, step)
  const supervisor = await supervise({
    name: 'postgres',
    dataDir: settings.dataDir,
    start: () => startCluster(cluster, extraFlags),
    // Fast shutdown: clients are disconnected, what they committed is kept.
    stop: (handle) => handle.end({ ask: 'SIGINT', graceMs: 20_000 }),
  })
  await createDatabase(urlOf(cluster, 'postgres'), database)
  step.done(`embedded, 127.0.0.1:${cluster.access.port}`)
  return { ...supervisor, url: urlOf(cluster, database) }
}

async function checkExternal(url, step) {
  const version = await waitForAnswer(url, externalTimeoutMs).catch((error) => {
    throw new Trouble(`PostgreSQL at DATABASE_URL (${new URL(url).host}) does not answer: ${error.message}`)
  })
  const major = Math.floor(version / 10_000)
  if (major < oldestMajor)
    throw new Trouble(`Branchline needs PostgreSQL ${oldestMajor} or newer; DATABASE_URL leads to ${major}.`)
  step.done(`${major}, ${new URL(url).host}`)
  return { name: 'postgres', url }
}

async function startCluster(cluster, extraFlags) {
  const running = findRunningCluster(cluster)
  if (running) {
    await waitForAnswer(urlOf(cluster, 'postgres'), answerTimeoutMs)
    return running
  }
  forgetReusedPid(cluster)
  await choosePort(cluster)
  const deadline = performance.now() + orphansTimeoutMs
  for (;;) {
    const logOffset = logSize(cluster.dataDir, 'postgres')
    const handle = startServer(cluster, extraFlags)
    const answer = waitForAnswer(urlOf(cluster, 'postgres'), answerTimeoutMs)
    if (await Promise.race([answer.then(() => true), handle.exited.then(() => false)])) return handle
    const words = tailOfLog(cluster.dataDir, 'postgres', logOffset)
    // Sessions of a server that was killed outlive it for a moment, and hold its memory.
    if (!words.includes('shared memory block') || performance.now() > deadline)
      throw new Trouble(`PostgreSQL could not start:\n${words}`)
    await delay(200)
  }
}

function startServer({ dataDir, dir, binaries, user, access }, extraFlags) {
  const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...extraFlags].flatMap((flag) => ['-c', flag])
  return startDaemon({
    dataDir,
    name: 'postgres',
    forceSignal: 'SIGQUIT',
    file: path.join(binaries, 'bin', 'postgres'),
    args: ['-D', dir, '-p', String(access.port), ...flags],
    ...user,
  })
}

/** Kept, so that addresses in other tools stay right; another one when a stranger took it meanwhile. */
async function choosePort(cluster) {
  if (cluster.access.port && (await isFree(cluster.access.port))) return
  cluster.access.port = await findFreePort()
  keep(cluster.accessFile, JSON.stringify(cluster.access))
}

function readPostmaster({ dir }) {
  const file = path.join(dir, 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n')
  return { file, pid: Number(pid), port: Number(port) }
}

const servesFolder = (pid, dir) => argumentsOf(pid).includes(dir)

function findRunningCluster(cluster) {
  const known = findRunning({ dataDir: cluster.dataDir, name: 'postgres', forceSignal: 'SIGQUIT' })
  if (known) return known
  const postmaster = readPostmaster(cluster)
  if (!postmaster || !servesFolder(postmaster.pid, cluster.dir)) return null
  cluster.access.port = postmaster.port
  return adopt({ dataDir: cluster.dataDir, name: 'postgres', forceSignal: 'SIGQUIT', identity: identify(postmaster.pid) })
}

/** After a reboot the number in postmaster.pid may belong to a stranger, and PostgreSQL would refuse to start. */
function forgetReusedPid(cluster) {
  const postmaster = readPostmaster(cluster)
  if (postmaster && argumentsOf(postmaster.pid).length > 0 && !servesFolder(postmaster.pid, cluster.dir)) rmSync(postmaster.file)
}

const urlOf = ({ access }, database) => `postgresql://postgres:${access.password}@127.0.0.1:${access.port}/${database}`

/** @returns {Promise<number>} server_version_num, such as 180004. */
async function waitForAnswer(url, timeoutMs) {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      return await withClient(url, async (client) =>
        Number((await client.query('show server_version_num')).rows[0].server_version_num),
      )
    } catch (error) {
      if (performance.now() > deadline || error.code === '28P01') throw error
      await delay(50)
    }
  }
}

export async function withClient(url, work) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function createDatabase(adminUrl, name) {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  })
}
