// The proxy in front of deployed applications. It is never restarted when its own is found running: a restart would drop
// the connections that a deployment takes care to keep.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { lastLines, run } from './command.mjs'
import { findRunning, readRunning, startDaemon } from './daemon.mjs'
import { isAnswering, requireFreePort } from './ports.mjs'
import { findProgram } from './programs.mjs'
import { supervise } from './supervise.mjs'
import { Trouble } from './trouble.mjs'

const listenTimeoutMs = 10_000

/** What only a restart can change: the port, and the fingerprint that the configuration carries as its description. */
const proxySettings = ({ dataDir, proxyHttpPort }) => ({
  port: proxyHttpPort,
  fingerprint: readFileSync(configOf(dataDir), 'utf8').match(/^\s*description (\S+)/m)?.[1] ?? null,
})

const configOf = (dataDir) => path.join(dataDir, 'proxy', 'haproxy.cfg')
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other)

const ownProxy = (settings) => ({ dataDir: settings.dataDir, name: 'haproxy' })

/** Before anything else starts: the port must be free, unless our own proxy holds it. */
export async function requireProxyPort(settings) {
  const running = readRunning(ownProxy(settings))
  if (running?.settings.port !== settings.proxyHttpPort)
    await requireFreePort(settings.proxyHttpPort, '0.0.0.0', 'PROXY_HTTP_PORT')
}

/**
 * @param {() => Promise<void>} writeConfig makes the configuration files for these settings; routes in them stay
 * @returns {Promise<{ name: string, stop(): Promise<void> } | null>} null where there is no haproxy
 */
export async function startHaproxy(settings, writeConfig, step) {
  const program = findProgram('haproxy')
  if (!program) {
    step.warn('no haproxy: applications cannot be reached')
    return null
  }
  await writeConfig()
  const found = readRunning(ownProxy(settings))
  const isAdopted = found !== null && isSame(found.settings, proxySettings(settings))
  if (found && !isAdopted) await findRunning(ownProxy(settings)).end({ ask: 'SIGUSR1', graceMs: 3000 })
  const supervisor = await supervise({
    name: 'haproxy',
    dataDir: settings.dataDir,
    start: () => startProxy(settings, program),
    stop: (handle) => handle.end({ ask: 'SIGTERM', graceMs: 5000 }),
  })
  step.done(`${isAdopted ? 'already running' : 'applications'} on port ${settings.proxyHttpPort}`)
  return supervisor
}

async function startProxy(settings, program) {
  const { dataDir, proxyHttpPort } = settings
  const running = findRunning(ownProxy(settings))
  if (running) return running
  const config = configOf(dataDir)
  const check = await run(program, ['-c', '-f', config])
  if (check.code !== 0) throw new Trouble(`HAProxy refuses its configuration ${config}:\n${lastLines(check.output, 6)}`)
  const handle = startDaemon({
    ...ownProxy(settings),
    file: program,
    args: ['-db', '-f', config],
    settings: proxySettings(settings),
  })
  const hasEnded = handle.exited.then(() => true)
  const deadline = performance.now() + listenTimeoutMs
  while (!(await isAnswering(proxyHttpPort))) {
    const ended = await Promise.race([hasEnded, delay(20)])
    if (ended || performance.now() > deadline)
      throw new Trouble(`HAProxy does not listen on port ${proxyHttpPort}: see ${path.join(dataDir, 'log', 'haproxy.log')}.`)
  }
  return handle
}
