// Programs of the machine that are not Node packages: found, or installed with apt after asking.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { lastLines, run } from './command.mjs'
import * as say from './say.mjs'

/** An ordinary user's path lacks the folders that Debian keeps servers in. */
const serverFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin']

/** program → how Debian calls its package, and what Branchline needs it for. */
export const catalogue = {
  git: { package: 'git', purpose: 'reads repositories' },
  dockerd: { package: 'docker.io', purpose: 'builds and runs applications' },
  haproxy: { package: 'haproxy', purpose: 'switches traffic', service: 'haproxy' },
  'redis-server': { package: 'redis-server', purpose: 'queue', service: 'redis-server' },
  chromium: { package: 'chromium', purpose: 'browser journeys' },
  'docker-compose': { package: 'docker-compose', purpose: 'tests of docker-compose.yml' },
}

export function findProgram(name, searchPath = process.env.PATH ?? '') {
  for (const folder of [...searchPath.split(path.delimiter), ...serverFolders]) {
    const file = path.join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {}
  }
  return null
}

const packagesOf = (names) => names.map((name) => catalogue[name].package)

const hasApt = () => findProgram('apt-get') !== null

/** How a person gets the programs on this machine, in one sentence. */
export function howToInstall(names, { isRoot }) {
  if (hasApt()) return `Install with: ${isRoot ? '' : 'sudo '}apt-get install -y ${packagesOf(names).join(' ')}`
  return `Install ${packagesOf(names).join(', ')} with your system's package manager.`
}

/**
 * Installs those of `names` that are missing, where that is possible, allowed and agreed to; otherwise says how. Never throws:
 * each part copes with a missing program.
 */
export async function installPrograms(names, { mayInstall, isRoot }) {
  const missing = names.filter((name) => !findProgram(name))
  if (missing.length === 0) return
  const list = missing.map((name) => `${catalogue[name].package} (${catalogue[name].purpose})`).join(', ')
  if (hasApt() && isRoot && mayInstall && (await agree(list)))
    return say.task('Programs', (step) => installWithApt(missing, step))
  say.warn('Programs', `missing: ${list}.\n${howToInstall(missing, { isRoot })}`)
}

async function agree(list) {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    say.line(`    Missing on this machine, installing with apt: ${list}. BRANCHLINE_INSTALL=0 forbids it.`)
    return true
  }
  say.line(`\n  Missing on this machine: ${list}.`)
  process.stdout.write('  Install with apt? [Y/n] ')
  const answer = await readLine()
  if (answer === null) say.line()
  return answer !== null && !/^\s*n/i.test(answer)
}

/** Null at the end of input. Not by readline's own question, which would take Ctrl-C away from the launcher. */
function readLine() {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin })
    lines.once('close', () => resolve(null))
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
    })
  })
}

async function installWithApt(missing, step) {
  const packages = packagesOf(missing)
  if (!hasPackageLists()) await updateLists(step)
  step.progress(`apt-get install ${packages.join(' ')}`)
  let result = await aptInstall(packages)
  if (result.code !== 0) {
    await updateLists(step)
    result = await aptInstall(packages)
  }
  if (result.code !== 0) return step.warn(`apt could not install ${packages.join(', ')}:\n${lastLines(result.output, 6)}`)
  await stopUnusedServices(missing)
  step.done(`installed ${packages.join(', ')}`)
}

const apt = (...args) =>
  run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })

const aptInstall = (packages) => apt('install', '-y', '--no-install-recommends', ...packages)

async function updateLists(step) {
  step.progress('apt-get update')
  await apt('update')
}

const hasPackageLists = () => {
  const dir = '/var/lib/apt/lists'
  return existsSync(dir) && readdirSync(dir).some((name) => /Packages/.test(name))
}

export const hasSystemd = () => existsSync('/run/systemd/system')

/** Debian starts what it installs; Branchline runs its own, so the machine's would only hold ports and memory. */
async function stopUnusedServices(installed) {
  const services = installed.map((name) => catalogue[name].service).filter(Boolean)
  if (services.length > 0 && hasSystemd()) await run('systemctl', ['disable', '--now', ...services])
}
