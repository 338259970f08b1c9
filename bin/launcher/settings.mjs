// What the operator asked for, read once from the environment and `.env`.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Trouble } from './trouble.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

const oldestNode = [20, 19]

export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  throw new Trouble(
    `Branchline needs Node ${oldestNode.join('.')} or newer; this is ${version}. Get one from https://nodejs.org.`,
  )
}

export function loadEnvFile(file = path.join(root, '.env')) {
  if (existsSync(file)) process.loadEnvFile(file)
}

const readPort = (env, name, fallback) => {
  const port = env[name] ? Number(env[name]) : fallback
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Trouble(`${name}=${env[name]} is no port: choose a number from 1 to 65535.`)
}

const readDataDir = (env, isRoot) => path.resolve(root, env.BRANCHLINE_DATA_DIR || (isRoot ? '/var/lib/branchline' : '.data'))

/** Empty variables count as unset, as in the web and the worker. */
export function readSettings(env = process.env, args = process.argv.slice(2)) {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const isRoot = process.getuid?.() === 0
  const port = readPort(filled, 'PORT', 3000)
  const proxyHttpPort = readPort(filled, 'PROXY_HTTP_PORT', 8080)
  if (port === proxyHttpPort) throw new Trouble(`PORT and PROXY_HTTP_PORT are both ${port}: choose two.`)
  const host = filled.HOST ?? '127.0.0.1'
  return {
    env: filled,
    root,
    isRoot,
    isDev: args.includes('--dev'),
    dataDir: readDataDir(filled, isRoot),
    port,
    host,
    url: (filled.BRANCHLINE_URL ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    proxyHttpPort,
    mayInstall: filled.BRANCHLINE_INSTALL !== '0',
    hasDemo: filled.BRANCHLINE_DEMO !== '0',
  }
}
