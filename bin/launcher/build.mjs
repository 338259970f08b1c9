// Builds the web and the worker into `dist/<hash of the sources>/`, so that a build never changes files under a running
// installation, and an unchanged tree is not built twice. `dist/current` points to the newest.
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { bundle } from './bundle.mjs'
import { lastLines, run } from './command.mjs'
import { takeLock } from './lock.mjs'
import { argumentsOf } from './processes.mjs'
import { hashSources } from './sources.mjs'
import { Trouble } from './trouble.mjs'

const keptBuilds = 3

export const webOf = (buildDir) => path.join(buildDir, 'web')
export const scriptOf = (buildDir, name) => path.join(buildDir, `${name}.mjs`)

/** @returns {Promise<string>} the folder with web/server.js, worker.mjs and the scripts. */
export async function buildProject({ root, dataDir, isDev = false }, step) {
  if (isDev) return bundleForDevelopment(root, step)
  const lock = await takeBuildLock(root, step)
  try {
    const buildDir = path.join(root, 'dist', hashSources(root, { except: [dataDir] }))
    if (existsSync(buildDir)) {
      utimesSync(buildDir, new Date(), new Date())
      step.done('unchanged')
    } else {
      const began = performance.now()
      await buildInto(buildDir, root, step)
      step.done(`built in ${Math.round((performance.now() - began) / 1000)} s`)
    }
    pointCurrentTo(buildDir)
    removeOldBuilds(root)
    return buildDir
  } finally {
    lock.release()
  }
}

/** Two builds at once would write over each other in `.next`. */
async function takeBuildLock(root, step) {
  const name = createHash('sha256').update(`${process.getuid?.()} ${root}`).digest('hex').slice(0, 16)
  for (;;) {
    const lock = await takeLock(path.join(tmpdir(), `branchline-build-${name}.sock`), () => ({ pid: process.pid }))
    if (!lock.holder) return lock
    step.progress(`waiting for the build of process ${lock.holder.pid ?? 'unknown'}`)
    await delay(500)
  }
}

async function buildInto(buildDir, root, step) {
  const unfinished = `${buildDir}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  step.progress('generating the database client')
  await mustRun(['bin/generate-client.mjs'], root)
  step.progress('building pages, about half a minute')
  await mustRun(['node_modules/next/dist/bin/next', 'build'], root)
  takeStandalone(root, unfinished)
  step.progress('bundling the worker')
  await bundle(root, unfinished)
  renameSync(unfinished, buildDir)
}

async function mustRun(args, root) {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const { code, output } = await run(process.execPath, args, { cwd: root, env })
  if (code !== 0) throw new Trouble(`${args.join(' ')} failed (exit code ${code}):\n${lastLines(output, 40)}`)
}

/** Next leaves the static files to a web server, and copies `.env`, which is read at start and has no place in a build. */
function takeStandalone(root, target) {
  const standalone = path.join(root, '.next', 'standalone')
  if (!existsSync(path.join(standalone, 'server.js')))
    throw new Trouble(`next build left no ${standalone}/server.js: next.config.ts must say output: 'standalone'.`)
  renameSync(standalone, webOf(target))
  cpSync(path.join(root, '.next', 'static'), path.join(webOf(target), '.next', 'static'), { recursive: true })
  if (existsSync(path.join(root, 'public')))
    cpSync(path.join(root, 'public'), path.join(webOf(target), 'public'), { recursive: true })
  for (const name of readdirSync(webOf(target)).filter((file) => /^\.env/.test(file))) rmSync(path.join(webOf(target), name))
}

async function bundleForDevelopment(root, step) {
  const buildDir = path.join(root, 'dist', 'development')
  await mustRun(['bin/generate-client.mjs'], root)
  rmSync(buildDir, { recursive: true, force: true })
  await bundle(root, buildDir)
  step.done('bundled; pages are built as they are asked for')
  return buildDir
}

function pointCurrentTo(buildDir) {
  const link = path.join(path.dirname(buildDir), 'current')
  const temporary = `${link}.${process.pid}`
  symlinkSync(path.basename(buildDir), temporary)
  renameSync(temporary, link)
}

/** A build that a process runs from stays: its pages are loaded as they are first asked for. */
function removeOldBuilds(root) {
  const dist = path.join(root, 'dist')
  const builds = readdirSync(dist)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => ({ dir: path.join(dist, name), at: statSync(path.join(dist, name)).mtimeMs }))
    .sort((one, other) => other.at - one.at)
  for (const { dir } of builds.slice(keptBuilds)) if (!isRunFrom(dir)) rmSync(dir, { recursive: true, force: true })
  for (const name of readdirSync(dist).filter((entry) => entry.endsWith('.unfinished')))
    rmSync(path.join(dist, name), { recursive: true, force: true })
}

function isRunFrom(dir) {
  if (!existsSync('/proc')) return true
  return readdirSync('/proc').some(
    (pid) => /^\d+$/.test(pid) && argumentsOf(pid).some((argument) => argument.startsWith(`${dir}${path.sep}`)),
  )
}

export const readVersion = (root) => JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version
