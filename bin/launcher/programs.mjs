// Programs of the machine that are not Node packages: found, or installed with apt after asking.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
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

export const installCommand = (names) => `apt-get install -y ${names.map((name) => catalogue[name].package).join(' ')}`

const hasApt = () => findProgram('apt-get') !== null

/** How a person gets the programs on this machine, in one sentence. */
export function howToInstall(names) {
  if (hasApt()) return `Install it with: ${process.getuid?.() === 0 ? '' : 'sudo '}${installCommand(names)}`
  const packages = names.map((name) => catalogue[name].package).join(', ')
  return process.platform === 'darwin' ? `Install it: ${packages}` : `Install ${packages} with your system's package manager.`
}

/** Installs those of `names` that are missing, where that is possible and allowed. Never throws: each part copes with a missing program. */
export async function installPrograms(names, { mayInstall, isRoot }) {
  const missing = names.filter((name) => !findProgram(name))
  if (missing.length === 0 || !hasApt() || !isRoot || !mayInstall) return
  if (!(await agree(missing))) return
  await say.task('Programs', (step) => installWithApt(missing, step))
}

async function agree(missing) {
  const list = missing.map((name) => `${catalogue[name].package} (${catalogue[name].purpose})`).join(', ')
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    say.line(`    Missing on this machine, installing with apt: ${list}. BRANCHLINE_INSTALL=0 forbids it.`)
    return true
  }
  say.line(`\n  Missing on this machine: ${list}.`)
  const prompt = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await prompt.question('  Install with apt? [Y/n] ')
    return !/^\s*n/i.test(answer)
  } finally {
    prompt.close()
  }
}

async function installWithApt(missing, step) {
  const packages = missing.map((name) => catalogue[name].package)
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
