import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { findFreePort } from '@/bin/launcher/ports.mjs'
import { findProgram } from '@/bin/launcher/programs.mjs'
import { Trouble } from '@/bin/launcher/trouble.mjs'
import { sendCommands } from '@/lib/traffic/runtime-socket'
import { now, untilAnswers, untilListens } from './clock'

const run = promisify(execFile)
const script = path.join(import.meta.dirname, 'bare-tools.sh')
/** The system's own first: another one in the path may lack what it needs to build. */
const systemDocker = '/usr/bin/docker'

interface BareSettings {
  dir: string
  label: string
  remoteUrl: string
  branches: string[]
  dockerHost: string
  port: number
}

export interface BareRun {
  tookMs: number
  image: string
  /** Milliseconds of each part, in their order. */
  parts: Record<string, number>
}

export type Bare = Awaited<ReturnType<typeof startBare>>

/** The straight way with the bare tools: a mirror, a network and an HAProxy of its own. */
export async function startBare(settings: BareSettings, onStarted: (stop: () => Promise<void>) => void) {
  const docker = findDocker()
  const { dir, label, port } = settings
  mkdirSync(dir)
  const mirror = path.join(dir, 'mirror.git')
  await run('git', ['clone', '--quiet', '--mirror', settings.remoteUrl, mirror])
  const subnet = `10.217.${Math.floor(Math.random() * 256)}`
  const network = `bare-${path.basename(path.dirname(dir))}`
  const dockerEnv = { ...process.env, DOCKER_HOST: settings.dockerHost }
  await run(docker, ['network', 'create', '--label', label, '--subnet', `${subnet}.0/28`, network], { env: dockerEnv })
  const proxy = await startProxy(dir)
  onStarted(proxy.stop)
  let turn = 0

  /** Puts a new container into traffic, from a build or from an image, and waits until the proxy answers `mark` with it. */
  async function goLive(mark: string, image = ''): Promise<BareRun> {
    turn = 1 - turn
    const address = `${subnet}.${2 + turn}`
    const began = now()
    const parts: Record<string, number> = {}
    let lapAt = began
    const lap = (name: string, at = now()) => {
      parts[name] = at - lapAt
      lapAt = at
    }
    const answered = untilAnswers({ port: proxy.port }, mark)
    const { stdout } = await run('bash', [script], {
      env: {
        ...dockerEnv,
        MIRROR: mirror,
        BRANCHES: settings.branches.join(' '),
        DOCKER: docker,
        LABEL: label,
        NETWORK: network,
        ADDRESS: address,
        PORT: String(port),
        IMAGE: image,
      },
    })
    const said = stdout.split('\n').map((line) => line.split(' ') as [string, string])
    for (const [name, value] of said) if (value && name !== 'image') lap(name, Number(value) * 1000)
    await untilAnswers({ address, port, path: '/health' }, '')
    lap('check')
    await proxy.switchTo(turn, address, port)
    lap('switch')
    await answered
    lap('answer')
    return { tookMs: lapAt - began, parts, image: image || (said.find(([name]) => name === 'image')?.[1] ?? '') }
  }

  /** The container before this one, out of anybody's measured time. */
  async function removeOld() {
    const { stdout } = await run(docker, ['ps', '--quiet', '--filter', `label=${label}`], { env: dockerEnv })
    const [, ...old] = stdout.split('\n').filter(Boolean)
    if (old.length > 0) await run(docker, ['rm', '--force', ...old], { env: dockerEnv })
  }

  return {
    async goLive(mark: string, image?: string) {
      const result = await goLive(mark, image)
      await removeOld()
      return result
    },
  }
}

function findDocker(): string {
  const docker = existsSync(systemDocker) ? systemDocker : findProgram('docker')
  if (docker) return docker
  throw new Trouble("The bare tools need Docker's command: apt-get install docker.io (or docker-cli).")
}

const config = (socket: string, port: number) => `
global
  stats socket ${socket} mode 600 level admin
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend in
  bind 127.0.0.1:${port}
  default_backend app
backend app
  server s0 0.0.0.0:0 disabled
  server s1 0.0.0.0:0 disabled
`

async function startProxy(dir: string) {
  const port = await findFreePort()
  const socket = path.join(dir, 'admin.sock')
  const file = path.join(dir, 'haproxy.cfg')
  writeFileSync(file, config(socket, port))
  const child = spawn(findProgram('haproxy') ?? 'haproxy', ['-db', '-f', file], { stdio: 'ignore' })
  const gone = once(child, 'exit')
  await untilListens(port)
  return {
    port,
    switchTo: (turn: number, address: string, serverPort: number) =>
      sendCommands(socket, [
        `set server app/s${turn} addr ${address} port ${serverPort}`,
        `set server app/s${turn} state ready`,
        `set server app/s${1 - turn} state maint`,
      ]),
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}
