// The parts of `npm test`. Each gives { passed, failures: [{ name, why }] }.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { buildProject } from '../launcher/build.mjs'
import { run } from '../launcher/command.mjs'
import { root } from '../launcher/settings.mjs'
import { countPlaywright, countVitest } from './counts.mjs'

const partTimeoutMs = 13 * 60_000
const toolOf = (...parts) => path.join(root, 'node_modules', ...parts)
const tools = {
  biome: toolOf('@biomejs', 'biome', 'bin', 'biome'),
  next: toolOf('next', 'dist', 'bin', 'next'),
  tsc: toolOf('typescript', 'bin', 'tsc'),
  vitest: toolOf('vitest', 'vitest.mjs'),
  playwright: toolOf('@playwright', 'test', 'cli.js'),
}

const node = (args, env = process.env) => run(process.execPath, args, { cwd: root, env, timeoutMs: partTimeoutMs })

/** One test each: nothing found, or everything that was. */
const asOneTest = (name, { code, output }) =>
  code === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [{ name, why: output }] }

export const lint = async () => asOneTest('Biome', await node([tools.biome, 'check', '--max-diagnostics=50', '.']))

export async function types() {
  const generated = await node(['bin/generate-client.mjs'])
  if (generated.code !== 0) return asOneTest('Prisma client', generated)
  const typegen = await node([tools.next, 'typegen'])
  return asOneTest('Types', typegen.code === 0 ? await node([tools.tsc, '--noEmit']) : typegen)
}

export async function unit({ tempDir, env, filters = [] }) {
  const report = path.join(tempDir, 'unit.json')
  const result = await node(
    [tools.vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters],
    env,
  )
  return readReport('unit tests', report, countVitest, result)
}

export async function journeys({ tempDir, env, filters = [] }, step) {
  step.progress('building')
  try {
    await buildProject({ root, dataDir: tempDir }, { ...step, done: () => {} })
  } catch (error) {
    return { passed: 0, failures: [{ name: 'build', why: error.message }] }
  }
  step.progress('in the browser')
  const report = path.join(tempDir, 'journeys.json')
  const reportEnv = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const result = await node([tools.playwright, 'test', '--reporter=list,json', ...filters], reportEnv)
  return readReport('browser journeys', report, countPlaywright, result)
}

/** A runner that ended badly without naming a failed test counts as one. */
function readReport(name, file, count, { code, output }) {
  const counted = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failures: [] }
  if (code !== 0 && counted.failures.length === 0) counted.failures.push({ name, why: `exit code ${code}\n${output}` })
  return counted
}
