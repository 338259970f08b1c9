// `npm run bench`: an installation of its own, measured against the bare tools in the same run. `npm run bench -- click
// rollback` measures parts, `--quick` with fewer runs. Ends with 1 when a limit is exceeded.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { needsDockerd, startDocker } from './launcher/docker.mjs'
import { installPackages } from './launcher/packages.mjs'
import { installPrograms } from './launcher/programs.mjs'
import * as say from './launcher/say.mjs'
import { loadEnvFile, readSettings, requireNode, root } from './launcher/settings.mjs'
import { prepareShutdown } from './launcher/shutdown.mjs'
import { Trouble } from './launcher/trouble.mjs'

const args = process.argv.slice(2)
const isQuick = args.includes('--quick')
const chosen = args.filter((arg) => !arg.startsWith('-'))
const shutdown = prepareShutdown({ exitCode: 130 })
try {
  const isWithin = await bench()
  await shutdown.stop(isWithin ? 0 : 1)
} catch (error) {
  if (!shutdown.isStopping()) {
    say.bad('Bench', error instanceof Trouble ? error.message : error.stack)
    await shutdown.stop(1)
  }
}

async function bench() {
  requireNode()
  loadEnvFile()
  const settings = readSettings()
  say.line(`\n  ${say.strong('Branchline')} bench\n`)
  const wanted = ['git', 'haproxy', 'redis-server']
  await installPrograms((await needsDockerd(settings)) ? [...wanted, 'dockerd'] : wanted, settings)
  await say.task('Packages', (step) => installPackages(root, step))
  // From here on the product's own TypeScript can be loaded.
  const { register } = await import('tsx/esm/api')
  register()
  const { measurementNames, runBench } = await import('../bench/bench.ts')
  const unknown = chosen.find((name) => !measurementNames.includes(name))
  if (unknown) throw new Trouble(`There is no measurement ${unknown}: ${measurementNames.join(', ')}.`)

  const tempDir = makeTempDir()
  const docker = await shutdown.add(
    'docker',
    say.task('Docker', (step) => startDocker({ ...settings, dataDir: tempDir }, step)),
  )
  if (docker.problem) throw new Trouble('The bench needs a Docker Engine.')
  return runBench({ tempDir, dockerHost: docker.host, isQuick, onStarted: stopInTurn(), isStopping: shutdown.isStopping }, chosen)
}

/** Short, since sockets are made in it, and never below /root, where the database's user cannot go. */
function makeTempDir() {
  const dir = mkdtempSync('/tmp/branchline-bench-')
  chmodSync(dir, 0o711)
  for (const part of ['run', 'log']) mkdirSync(path.join(dir, part), { mode: 0o700 })
  const remove = async () => rmSync(dir, { recursive: true, force: true })
  shutdown.add('lock', Promise.resolve({ name: 'temporary files', stop: remove }))
  return dir
}

/** What was started last is stopped first. */
function stopInTurn() {
  const stops = []
  const stop = async () => {
    for (const one of stops.reverse()) await one().catch((error) => say.warn('Clean-up', error.message))
  }
  shutdown.add('processes', Promise.resolve({ name: 'measured parts', stop }))
  return (one) => stops.push(one)
}
