import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { WebSocketServer } from 'ws'
import { pingProxy } from './ping-proxy'
import { ensureProxyFiles } from './proxy-files'
import { type ProxySettings, proxyPaths } from './proxy-settings'
import type { Slot } from './route'

// For tests alone: a real HAProxy on a random loopback port with a folder of its own, and small applications behind it.

/** Another release can be tried with `HAPROXY_BINARY`. */
export const haproxyBinary = process.env.HAPROXY_BINARY ?? 'haproxy'

export async function testSettings(changes: Partial<ProxySettings> = {}): Promise<ProxySettings> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bl-traffic-'))
  const base = { bind: ['127.0.0.1'], backends: 4, slots: 6, trustedProxies: [], logTarget: null }
  return { folder, httpPort: await freePort(), ...base, ...changes }
}

export async function startProxy(settings: ProxySettings) {
  await ensureProxyFiles(settings)
  const child = spawn(haproxyBinary, ['-db', '-f', proxyPaths(settings).config], { stdio: ['ignore', 'ignore', 'pipe'] })
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  let output = ''
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const exited = new Promise<number | null>((resolve, reject) => {
    child.on('exit', resolve)
    child.on('error', reject)
  })
  const gone = exited.then((code) => Promise.reject(new Error(`HAProxy ended with ${code}: ${output}`)))
  gone.catch(() => undefined)
  while ((await Promise.race([pingProxy(settings), gone])).status !== 'ok') await Promise.race([nextTurn(), gone])
  return {
    pid: child.pid ?? 0,
    async kill(signal: NodeJS.Signals = 'SIGTERM') {
      child.kill(signal)
      await exited
      process.off('exit', killWithUs)
    },
  }
}

export type RunningProxy = Awaited<ReturnType<typeof startProxy>>

export async function removeProxy(proxy: RunningProxy, settings: ProxySettings) {
  await proxy.kill()
  await rm(settings.folder, { recursive: true })
}

/**
 * Answers `{ version, method, body, headers }`; `/slow` answers its first half at once and the rest when `release()` is called;
 * sockets get their words back with the version before them.
 */
export async function startApp(version: string) {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const server: Server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    if (request.url === '/slow') {
      response.write(`${version} began, `)
      await released
      return response.end(`${version} ended`)
    }
    if (request.url === '/broken') return request.socket.destroy()
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ version, method: request.method, body, headers: request.headers }))
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => socket.on('message', (words) => socket.send(`${version}: ${words}`)))
  const connections = new Set<Socket>()
  server.on('connection', (socket) => connections.add(socket).size && socket.on('close', () => connections.delete(socket)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    version,
    port,
    release,
    slot: (slot: number, state: Slot['state'] = 'ready', weight = 100): Slot => ({
      slot,
      address: '127.0.0.1',
      port,
      weight,
      state,
    }),
    async stop() {
      for (const socket of connections) socket.destroy()
      sockets.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type TestApp = Awaited<ReturnType<typeof startApp>>

export const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 5))

function freePort() {
  return new Promise<number>((resolve) => {
    const server = createTcpServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
