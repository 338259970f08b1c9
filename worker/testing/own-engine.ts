import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, constants, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pingEngine } from '@/lib/docker/engine'

const programs = ['dockerd', 'ip', 'iptables', 'nsenter']
const folders = (process.env.PATH ?? '').split(path.delimiter)

const isThere = (program: string) =>
  folders.some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/** Engines of one's own take root and a kernel with network namespaces. */
export const canStartEngine = process.platform === 'linux' && process.getuid?.() === 0 && programs.every(isThere)

const run = (file: string, ...args: string[]) => execFileSync(file, args, { stdio: 'pipe' })

/**
 * A Docker Engine for one test file, which may stop and kill it. It lives in a network namespace, since two engines in one
 * take each other's bridge away; a route leads to its containers, so everything else stays where it always is. From here on
 * DOCKER_HOST and the pool of networks are its own: call it before `withInstallation`.
 */
export async function startOwnEngine() {
  const dir = await mkdtemp(path.join(tmpdir(), 'branchline-engine-'))
  const number = randomInt(2, 250)
  const name = `bltest${number}`
  const pool = `10.${number}.128.0/17`
  const [here, there] = [`198.18.${number}.1`, `198.18.${number}.2`]
  const socket = path.join(dir, 'docker.sock')
  process.env.DOCKER_HOST = `unix://${socket}`
  process.env.BRANCHLINE_NETWORK_POOL = pool
  const inside = (...command: string[]) => run('nsenter', `--net=/run/netns/${name}`, ...command)

  run('ip', 'netns', 'add', name)
  run('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', 'host', 'netns', name)
  run('ip', 'address', 'add', `${here}/30`, 'dev', name)
  run('ip', 'link', 'set', name, 'up')
  inside('ip', 'address', 'add', `${there}/30`, 'dev', 'host')
  inside('ip', 'link', 'set', 'host', 'up')
  inside('ip', 'link', 'set', 'lo', 'up')
  inside('ip', 'route', 'add', 'default', 'via', here)
  run('ip', 'route', 'add', pool, 'via', there)

  let daemon: ChildProcess
  const start = async () => {
    const options = {
      'data-root': `${dir}/data`,
      'exec-root': `${dir}/exec`,
      pidfile: `${dir}/docker.pid`,
      host: `unix://${socket}`,
      bip: `172.30.${number}.1/24`,
      'shutdown-timeout': '2',
    }
    // An engine that was killed leaves it, and by now its number may be a stranger's.
    await rm(`${dir}/exec/containerd/containerd.pid`, { force: true })
    const args = Object.entries(options).map(([option, value]) => `--${option}=${value}`)
    daemon = spawn('nsenter', [`--net=/run/netns/${name}`, 'dockerd', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const log = createWriteStream(`${dir}/dockerd.log`, { flags: 'a' })
    daemon.stdout?.pipe(log)
    daemon.stderr?.pipe(log)
    for (const end = Date.now() + 45_000; (await pingEngine()).status !== 'ok'; await wait(50))
      if (Date.now() > end || daemon.exitCode !== null) throw new Error(`the engine does not start, see ${dir}/dockerd.log`)
    // Docker drops what comes from elsewhere to its containers, unless this chain of the operator's says otherwise.
    inside('iptables', '-I', 'DOCKER-USER', '-i', 'host', '-j', 'ACCEPT')
  }
  const end = async (signal: NodeJS.Signals) => {
    const gone = once(daemon, 'exit')
    daemon.kill(signal)
    await gone
  }
  await start()
  return {
    async restart(signal: NodeJS.Signals = 'SIGTERM') {
      await end(signal)
      await start()
    },
    async remove() {
      if (daemon.exitCode === null && daemon.signalCode === null) await end('SIGTERM')
      run('ip', 'route', 'del', pool)
      run('ip', 'netns', 'del', name)
      // One that was killed leaves its mount behind.
      spawnSync('umount', ['--recursive', `${dir}/data`])
      await rm(dir, { recursive: true, force: true })
    },
  }
}
