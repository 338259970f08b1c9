// The Docker Engine: the operator's, the machine's, or one of our own. Without one everything but building and running
// applications works, so nothing here stops the start.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { run } from './command.mjs'
import { findRunning, readRunning, startDaemon } from './daemon.mjs'
import { pingEngine } from './engine-api.mjs'
import { tailOfLog } from './logs.mjs'
import { argumentsOf } from './processes.mjs'
import { findProgram, hasSystemd } from './programs.mjs'
import { supervise } from './supervise.mjs'

const localEngine = 'unix:///var/run/docker.sock'
const oldestApi = [1, 41]
const answerTimeoutMs = 45_000
const pidFiles = ['/var/run/docker.pid', '/var/run/docker/containerd/containerd.pid']

export const engineAddress = ({ env }) => env.DOCKER_HOST ?? localEngine

/** Whether the program dockerd is wanted on this machine: nobody names another engine, and none answers here. */
export async function needsDockerd(settings) {
  if (settings.env.DOCKER_HOST || process.platform !== 'linux') return false
  const { problem, code } = await pingEngine(localEngine)
  return Boolean(problem) && code !== 'EACCES'
}

/** @returns {Promise<{ name: string, host: string, problem?: string, stop?(): Promise<void> }>} */
export async function startDocker(settings, step) {
  const host = engineAddress(settings)
  const supervisor = settings.env.DOCKER_HOST ? null : await startLocalEngine(settings, step)
  const answer = await pingEngine(host)
  const problem = supervisor?.problem ?? describeProblem(settings, host, answer)
  if (problem) step.warn(`${problem}\nWithout it everything works but building and running applications.`)
  else step.done(`Engine ${answer.version}${supervisor ? ', own' : ''}, ${host}`)
  return { name: 'docker', ...supervisor, host, problem }
}

function describeProblem({ isRoot }, host, { problem, code, apiVersion }) {
  if (apiVersion) {
    const [major, minor] = apiVersion.split('.').map(Number)
    const isOld = major < oldestApi[0] || (major === oldestApi[0] && minor < oldestApi[1])
    return isOld
      ? `the engine at ${host} speaks API ${apiVersion}; ${oldestApi.join('.')} or newer is needed (Docker 20.10).`
      : undefined
  }
  if (host !== localEngine) return `the engine at ${host} does not answer: ${problem}. Check DOCKER_HOST.`
  if (code === 'EACCES') return 'no right to use the Docker socket. Run: sudo usermod -aG docker "$USER", then sign in again.'
  if (process.platform !== 'linux') return 'no Docker Engine. Start Docker Desktop, or set DOCKER_HOST.'
  return findProgram('dockerd')
    ? `the Docker Engine does not run (${problem}). Start it: ${isRoot ? '' : 'sudo '}${hasSystemd() ? 'systemctl start docker' : 'dockerd --live-restore'}`
    : 'no Docker Engine. Install one (https://docs.docker.com/engine/install), or set DOCKER_HOST.'
}

/** @returns {Promise<object | null>} a supervisor when the engine is ours, { problem } when it did not start, else null. */
async function startLocalEngine(settings, step) {
  const { dataDir, isRoot } = settings
  const isOurs = readRunning({ dataDir, name: 'dockerd' }) !== null
  if (!isOurs && !(await pingEngine(localEngine)).problem) return null
  if (process.platform !== 'linux' || !isRoot || !findProgram('dockerd')) return null
  step.progress('starting the engine')
  if (!isOurs && hasSystemd()) {
    await run('systemctl', ['start', 'docker'])
    return null
  }
  try {
    return await supervise({
      name: 'dockerd',
      dataDir,
      start: () => startDockerd(dataDir),
      // Containers go on: with live-restore the next engine takes them over.
      stop: (handle) => handle.end({ ask: 'SIGTERM', graceMs: 30_000 }),
    })
  } catch (error) {
    return { problem: error.message }
  }
}

async function startDockerd(dataDir) {
  const how = { dataDir, name: 'dockerd', forceSignal: 'SIGTERM' }
  const running = findRunning(how)
  if (!running) preparePidFiles(dataDir)
  const handle = running ?? startDaemon({ ...how, file: findProgram('dockerd'), args: dockerdArguments(dataDir) })
  const hasEnded = handle.exited.then(() => true)
  const deadline = performance.now() + answerTimeoutMs
  while ((await pingEngine(localEngine)).problem) {
    const ended = await Promise.race([hasEnded, delay(100)])
    if (ended || performance.now() > deadline)
      throw new Error(`the Docker Engine could not start:\n${tailOfLog(dataDir, 'dockerd', 0, 3)}`)
  }
  return handle
}

const ownPidFile = (dataDir) => path.join(dataDir, 'run', 'dockerd.pid')

/** live-restore keeps applications running while we are stopped; an engine that is part of a swarm refuses it. */
const dockerdArguments = (dataDir) => [
  ...(existsSync('/var/lib/docker/swarm/docker-state.json') ? [] : ['--live-restore']),
  `--pidfile=${ownPidFile(dataDir)}`,
  `--host=${localEngine}`,
]

/** After a crash or a reboot a pid file may name a stranger, and the engine would take it for itself and refuse to start. */
function preparePidFiles(dataDir) {
  mkdirSync(path.join(dataDir, 'run'), { recursive: true, mode: 0o700 })
  for (const file of [ownPidFile(dataDir), ...pidFiles]) {
    if (!existsSync(file)) continue
    const pid = Number(readFileSync(file, 'utf8').trim())
    if (!namesProgram(argumentsOf(pid)[0], path.basename(file, '.pid'))) rmSync(file, { force: true })
  }
}

const namesProgram = (file = '', pidFileName) => {
  const program = pidFileName === 'containerd' ? 'containerd' : 'dockerd'
  return path.basename(file) === program
}
