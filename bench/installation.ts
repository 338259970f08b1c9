import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findFreePort } from '@/bin/launcher/ports.mjs'
import { withClient } from '@/bin/launcher/postgres.mjs'
import { root } from '@/bin/launcher/settings.mjs'
import { removeInstance } from '@/lib/docker/testing/instance'
import { connectApi } from './api'

const readyWithinMs = 10 * 60_000
const password = 'correct horse battery staple'

export type Installation = Awaited<ReturnType<typeof startInstallation>>

/** What `npm start` starts, in production, on a data directory, ports and services of its own. */
export async function startInstallation(tempDir: string, dockerHost: string, onStarted: (stop: () => Promise<void>) => void) {
  const [port, proxyPort] = [await findFreePort(), await findFreePort()]
  const url = `http://localhost:${port}`
  const dataDir = path.join(tempDir, 'data')
  const account = { email: 'bench@branchline.test', password }
  const token = `brl_${randomBytes(24).toString('hex')}`
  const logFile = path.join(tempDir, 'start.log')
  mkdirSync(dataDir, { mode: 0o711 })
  const launcher = spawnLauncher(logFile, {
    BRANCHLINE_DATA_DIR: dataDir,
    BRANCHLINE_URL: url,
    BRANCHLINE_DEMO: '0',
    BRANCHLINE_ALLOWED_HOSTS: '127.0.0.1',
    BRANCHLINE_NETWORK_POOL: '10.216.0.0/16',
    BRANCHLINE_ADMIN_EMAIL: account.email,
    BRANCHLINE_ADMIN_PASSWORD: account.password,
    BRANCHLINE_BOOTSTRAP_TOKEN: token,
    DOCKER_HOST: dockerHost,
    PORT: String(port),
    PROXY_HTTP_PORT: String(proxyPort),
  })
  let instanceId: string | null = null
  onStarted(async () => {
    await stop(launcher)
    if (instanceId) await removeInstance(instanceId)
  })
  await untilReady(url, launcher, logFile)
  instanceId = await readInstanceId(dataDir)
  return { url, proxyPort, account, api: connectApi(url, token), processes: () => ['web', 'worker'].map(pidIn(dataDir)) }
}

/** A process group of its own, so that Ctrl-C reaches us alone and we stop it in order. */
function spawnLauncher(logFile: string, settings: Record<string, string>) {
  const { DATABASE_URL: _, REDIS_URL: __, NODE_ENV: ___, BRANCHLINE_SECRET: ____, ...inherited } = process.env
  const log = openSync(logFile, 'a')
  const launcher = spawn(process.execPath, ['bin/start.mjs'], {
    cwd: root,
    // As under npm: it stops by itself when we are gone.
    env: { ...inherited, ...settings, NODE_ENV: 'production', npm_lifecycle_event: 'bench' },
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  return launcher
}

async function untilReady(url: string, launcher: ChildProcess, logFile: string) {
  for (const end = performance.now() + readyWithinMs; !(await isReady(url)); await wait(200)) {
    if (launcher.exitCode === null && performance.now() < end) continue
    throw new Error(`The installation did not get ready:\n${readFileSync(logFile, 'utf8').slice(-3000)}`)
  }
}

const isReady = (url: string) =>
  fetch(`${url}/api/health/ready`)
    .then((response) => response.json())
    .then(({ status }) => status === 'ok')
    .catch(() => false)

async function readInstanceId(dataDir: string): Promise<string> {
  const access = JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8'))
  const url = `postgresql://postgres:${access.password}@127.0.0.1:${access.port}/branchline`
  const { rows } = await withClient(url, (client: { query(text: string): Promise<{ rows: { instanceId: string }[] }> }) =>
    client.query('select "instanceId" from "Installation"'),
  )
  return rows[0]?.instanceId ?? ''
}

const pidIn = (dataDir: string) => (name: string) =>
  Number(JSON.parse(readFileSync(path.join(dataDir, 'run', `${name}.json`), 'utf8')).pid)

async function stop(launcher: ChildProcess) {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return
  const gone = once(launcher, 'exit')
  launcher.kill('SIGTERM')
  await gone
}
