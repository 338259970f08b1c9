// `npm test`: installs what is missing, runs everything there is on services of its own, leaves nothing behind, and ends
// with one line. `npm test -- unit lib/git` runs a part, `node bin/test.mjs --services` only keeps the services up.
import { needsDockerd } from './launcher/docker.mjs'
import { installPackages } from './launcher/packages.mjs'
import { installPrograms } from './launcher/programs.mjs'
import * as say from './launcher/say.mjs'
import { loadEnvFile, readSettings, requireNode, root } from './launcher/settings.mjs'
import { prepareShutdown } from './launcher/shutdown.mjs'
import { Trouble } from './launcher/trouble.mjs'
import { journeys, lint, types, unit } from './testing/parts.mjs'
import { startServices } from './testing/services.mjs'

const parts = { lint: ['Biome', lint], types: ['Types', types], unit: ['Unit', unit], e2e: ['Journeys', journeys] }
const interrupted = 130

const [chosen, ...filters] = process.argv.slice(2)
const shutdown = prepareShutdown({ exitCode: interrupted })
try {
  await test()
} catch (error) {
  if (!shutdown.isStopping()) {
    say.bad('Test', error instanceof Trouble ? error.message : error.stack)
    await shutdown.stop(1)
  }
}

async function test() {
  requireNode()
  loadEnvFile()
  const settings = readSettings()
  say.line(`\n  ${say.strong('Branchline')} tests\n`)
  if (chosen && chosen !== '--services' && !parts[chosen])
    throw new Trouble(`There is no part ${chosen}: ${Object.keys(parts).join(', ')}.`)

  await installPrograms(await neededPrograms(settings), settings)
  await say.task('Packages', (step) => installPackages(root, step))
  const services = await startServices(shutdown, settings)
  if (chosen === '--services') return showServices(services)

  const names = chosen ? [chosen] : Object.keys(parts)
  const results = []
  for (const name of names) if (!shutdown.isStopping()) results.push(await runPart(name, { ...services, filters }))
  if (!shutdown.isStopping()) await conclude(results)
}

async function neededPrograms(settings) {
  const wanted = ['git', 'haproxy', 'redis-server', 'chromium', 'docker-compose']
  return (await needsDockerd(settings)) ? [...wanted, 'dockerd'] : wanted
}

function runPart(name, services) {
  const [title, work] = parts[name]
  return say.task(title, async (step) => {
    step.progress('running')
    const result = await work(services, step)
    const words = `${result.passed} passed, ${result.failures.length} failed`
    if (result.failures.length === 0) step.done(words)
    else say.bad(title, [words, ...result.failures.flatMap(({ name: test, why }) => ['', test, ...why.split('\n')])].join('\n'))
    return result
  })
}

/** The count comes last, after everything is cleaned up. */
async function conclude(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0)
  process.once('exit', () => console.log(`${passed} passed, ${failed} failed`))
  await shutdown.stop(failed > 0 ? 1 : 0)
}

function showServices({ env }) {
  say.line('\n  For a shell of your own, until Ctrl-C:\n')
  for (const [name, value] of Object.entries(env)) if (process.env[name] !== value) say.line(`export ${name}='${value}'`)
  setInterval(() => {}, 60_000)
}
