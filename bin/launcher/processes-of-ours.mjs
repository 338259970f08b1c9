// The three Node processes: web, worker and the demo's git server.
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { scriptOf, webOf } from './build.mjs'
import { findRunning, startChild } from './daemon.mjs'
import { hasScript } from './script.mjs'
import { supervise } from './supervise.mjs'

const names = ['web', 'worker', 'demo-git-server']
const exitWithLauncher = fileURLToPath(new URL('exit-with-launcher.mjs', import.meta.url))
const readyTimeoutMs = 90_000

/**
 * Node takes memory by what the machine has, and gives little back. A small young generation and few arenas of the C
 * library cost some collections and halve what the two processes keep.
 */
const lean = { execArgv: ['--max-semi-space-size=2', '--max-old-space-size=256'], env: { MALLOC_ARENA_MAX: '2' } }

/** A killed launcher's children end by themselves; until they have, they hold ports and leases. */
export async function endOrphans({ dataDir }) {
  await Promise.all(names.map((name) => findRunning({ dataDir, name })?.end({ graceMs: 10_000 })))
}

const child = (settings, name, graceMs, how) =>
  supervise({
    name,
    dataDir: settings.dataDir,
    mayFinish: name === 'demo-git-server',
    start: () => startChild({ dataDir: settings.dataDir, name, ...how }),
    stop: (handle) => handle.end({ ask: 'SIGTERM', graceMs }),
  })

export function startWeb(settings, buildDir, env) {
  const preload = ['--import', exitWithLauncher]
  if (settings.isDev) {
    const next = path.join(settings.root, 'node_modules', 'next', 'dist', 'bin', 'next')
    const args = ['dev', '--port', String(settings.port), '--hostname', settings.host]
    return child(settings, 'web', 6000, { script: next, args, cwd: settings.root, env, execArgv: preload })
  }
  return child(settings, 'web', 6000, {
    script: path.join(webOf(buildDir), 'server.js'),
    cwd: webOf(buildDir),
    env: { ...env, ...lean.env },
    execArgv: [...lean.execArgv, ...preload],
  })
}

/** It finishes or hands over what it does, and watches its channel to us itself. */
export const startWorker = (settings, buildDir, env) =>
  child(settings, 'worker', 30_000, {
    script: scriptOf(buildDir, 'worker'),
    cwd: settings.dataDir,
    env: { ...env, ...lean.env },
    execArgv: lean.execArgv,
  })

/** It ends by itself once the demo is removed. Null when there is none to serve. */
export async function startDemoGitServer(settings, buildDir, env) {
  if (!settings.hasDemo || !hasScript(buildDir, 'demo-git-server')) return null
  return child(settings, 'demo-git-server', 3000, { script: scriptOf(buildDir, 'demo-git-server'), cwd: settings.dataDir, env })
}

/** Waits until the web answers a page, so that the first visitor does not wait for it. */
export async function waitUntilReady(settings, web) {
  const deadline = performance.now() + readyTimeoutMs
  const base = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${settings.port}`
  while (!(await answers(`${base}/api/health/live`))) {
    if (performance.now() > deadline) return false
    await delay(50)
    if (!web.handle()) await delay(500)
  }
  await answers(`${base}/`)
  return true
}

async function answers(url) {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(20_000) })
    await response.arrayBuffer()
    return response.status < 500
  } catch {
    return false
  }
}
