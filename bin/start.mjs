// `npm start`: everything Branchline needs on this machine, in the order it happens. Each part is one file in launcher/.
import path from 'node:path'
import { buildProject, readVersion } from './launcher/build.mjs'
import { openDataDir } from './launcher/data-dir.mjs'
import { engineAddress, needsDockerd, startDocker } from './launcher/docker.mjs'
import { childEnvironments } from './launcher/environment.mjs'
import { requireGit } from './launcher/git.mjs'
import { requireProxyPort, startHaproxy } from './launcher/haproxy.mjs'
import { keep, readKept } from './launcher/kept.mjs'
import { keepLogsSmall, logFile, tailOfLog } from './launcher/logs.mjs'
import { installPackages } from './launcher/packages.mjs'
import { findFreePort, isFree, requireFreePort } from './launcher/ports.mjs'
import { startPostgres } from './launcher/postgres.mjs'
import { endOrphans, startDemoGitServer, startWeb, startWorker, waitUntilReady } from './launcher/processes-of-ours.mjs'
import { installPrograms } from './launcher/programs.mjs'
import { startRedis } from './launcher/redis.mjs'
import * as say from './launcher/say.mjs'
import { hasScript, runScript } from './launcher/script.mjs'
import { readSecret } from './launcher/secrets.mjs'
import { loadEnvFile, readSettings, requireNode, root } from './launcher/settings.mjs'
import { prepareShutdown } from './launcher/shutdown.mjs'
import { Trouble } from './launcher/trouble.mjs'
import { describeSignIn, help } from './launcher/words.mjs'
import { MigrationError, migrate } from './migrate.mjs'

if (process.argv.includes('--help')) {
  console.log(help)
  process.exit(0)
}

const shutdown = prepareShutdown()
try {
  await start()
} catch (error) {
  if (!shutdown.isStopping()) {
    say.bad('Start', error instanceof Trouble || error instanceof MigrationError ? error.message : error.stack)
    await shutdown.stop(1)
  }
}

async function start() {
  requireNode()
  loadEnvFile()
  const settings = readSettings()
  say.line(`\n  ${say.strong('Branchline')} ${readVersion(root)}\n`)

  await shutdown.add('lock', lockDataDir(settings))
  await endOrphans(settings)
  await requireFreePort(settings.port, settings.host, 'PORT')
  await requireProxyPort(settings)
  keepLogsSmall(settings.dataDir)

  await installPrograms(await neededPrograms(settings), settings)
  await requireGit(settings)
  await say.task('Packages', (step) => installPackages(root, step))

  // The engine may take seconds; the pages need not wait for it.
  const startingDocker = begin('docker', 'Docker', (step) => startDocker(settings, step))
  const [database, redis, buildDir] = await Promise.all([
    startDatabase(settings),
    begin('queue', 'Redis', (step) => startRedis(settings, step)),
    buildFor(settings),
  ])
  const environments = environmentsFor(settings, {
    databaseUrl: database.url,
    redisUrl: redis.url,
    demoGitPort: await chooseDemoPort(settings, buildDir),
  })

  const writeProxyFiles = () => runScript(buildDir, 'proxy-files', environments.worker)
  const [firstRun, proxy] = await Promise.all([
    say.task('Branchline', (step) => startOurs(settings, { buildDir, environments, startingDocker }, step)),
    begin('proxy', 'HAProxy', (step) => startHaproxy(settings, writeProxyFiles, step)),
    shutdown.add('processes', startDemoGitServer(settings, buildDir, environments.worker)),
  ])
  say.line(describeSignIn(settings, firstRun, { docker: await startingDocker, proxy }))
}

/** Shows it being started, and has it stopped at the end. */
function begin(stage, name, work) {
  return shutdown.add(stage, say.task(name, work))
}

async function lockDataDir(settings) {
  const describe = () => ({ pid: process.pid, url: settings.url, isStopping: shutdown.isStopping() })
  const lock = await say.task('Data', (step) =>
    openDataDir(settings, describe, ({ pid }) => step.progress(`waiting for process ${pid} to stop`)),
  )
  say.good('Data', settings.dataDir)
  return { name: 'lock', stop: async () => lock.release() }
}

async function neededPrograms(settings) {
  const wanted = ['git', 'haproxy']
  if (!settings.env.REDIS_URL) wanted.push('redis-server')
  if (await needsDockerd(settings)) wanted.push('dockerd')
  return wanted
}

async function startDatabase(settings) {
  const postgres = await begin('database', 'PostgreSQL', (step) => startPostgres(settings, step))
  const ownerUrl = settings.env.DATABASE_OWNER_URL ?? postgres.url
  const applied = await migrate(ownerUrl, path.join(root, 'prisma', 'migrations'))
  if (applied.length > 0) say.good('Migrations', `${applied.length} applied`)
  return postgres
}

function environmentsFor(settings, services) {
  return childEnvironments(settings, { ...services, dockerHost: engineAddress(settings), secret: readSecret(settings) })
}

/** The build, which also knows whether every setting is right: better said now than by each process in its log. */
async function buildFor(settings) {
  const buildDir = await say.task('Build', (step) => buildProject(settings, step))
  const { DATABASE_URL: databaseUrl = 'postgresql://not-started-yet', REDIS_URL: redisUrl = null } = settings.env
  const { worker } = environmentsFor(settings, { databaseUrl, redisUrl, demoGitPort: null })
  const { problems } = await runScript(buildDir, 'check-settings', worker)
  if (problems.length === 0) return buildDir
  throw new Trouble(
    ['Settings, from variables or .env, are wrong:', ...problems, 'Each is described in .env.example.'].join('\n'),
  )
}

/** Kept, because the demo application's address has it; another one when a stranger took it. */
async function chooseDemoPort({ dataDir, hasDemo }, buildDir) {
  if (!hasDemo || !hasScript(buildDir, 'demo-git-server')) return null
  const file = path.join(dataDir, 'demo-port')
  const kept = Number(readKept(file))
  return kept && (await isFree(kept)) ? kept : Number(keep(file, String(await findFreePort())))
}

/** The set-up link and the demo. The start goes on without them: the pages say what is missing. */
async function prepareFirstRun(buildDir, env) {
  if (!hasScript(buildDir, 'first-run')) return {}
  try {
    return await runScript(buildDir, 'first-run', env)
  } catch (error) {
    if (!shutdown.isStopping()) say.warn('First run', error.message)
    return {}
  }
}

/** The pages first; the worker once there is an engine, and the first run has told it whose installation this is. */
async function startOurs(settings, { buildDir, environments, startingDocker }, step) {
  step.progress('starting')
  const startingWeb = shutdown.add('processes', startWeb(settings, buildDir, environments.web))
  await startingDocker
  const firstRun = await prepareFirstRun(buildDir, environments.worker)
  const worker = await shutdown.add('processes', startWorker(settings, buildDir, environments.worker))
  if (!(await waitUntilReady(settings, await startingWeb))) {
    throw new Trouble(`The web did not become ready:\n${tailOfLog(settings.dataDir, 'web')}`)
  }
  if (worker.deaths() === 0) step.done('web and worker run')
  else step.warn(`the web runs, the worker does not stay up: see ${logFile(settings.dataDir, 'worker')}`)
  return firstRun
}
