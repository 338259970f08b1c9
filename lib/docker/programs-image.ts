import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Pack, pack } from 'tar-stream'
import { type ImageDefaults, importImage } from '@/lib/docker/images'
import { exec } from '@/lib/exec'

const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Files and folders that programs take for granted. */
const users = 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n'
const groups = 'root:x:0:\nnode:x:1000:\nnogroup:x:65534:\n'
const folders = { tmp: 0o1777, root: 0o700, home: 0o755, 'home/node': 0o755, app: 0o755, etc: 0o755 }

/**
 * Makes a base image of programs of this machine and the libraries they load, so that no registry is needed. Keys are the paths inside
 * the image, values those of the programs here. Returns the image's id.
 */
export async function importPrograms(tag: string, programs: Record<string, string>, defaults: ImageDefaults): Promise<string> {
  const libraries = await Promise.all(Object.values(programs).map(librariesOf))
  const files = { ...programs, ...Object.fromEntries(libraries.flat().map((library) => [library, library])) }
  const archive = pack()
  const [imageId] = await Promise.all([
    importImage(tag, Readable.from(archive), { ...defaults, env: { PATH: searchPath, ...defaults.env } }),
    fill(archive, files),
  ])
  return imageId
}

/** `ldd` prints `name => /path (address)`, or `/path (address)` for the loader; a static program has neither. */
async function librariesOf(program: string): Promise<string[]> {
  const { stdout } = await exec('ldd', [program], { env: { LC_ALL: 'C' }, timeoutMs: 10_000 })
  return [...stdout.toString().matchAll(/(?:=> |^\s+)(\/\S+) \(0x/gm)].map((match) => match[1] ?? '')
}

async function fill(archive: Pack, files: Record<string, string>) {
  for (const [name, mode] of Object.entries(folders)) {
    const owner = name === 'home/node' || name === 'app' ? 1000 : 0
    archive.entry({ name, type: 'directory', mode, uid: owner, gid: owner })
  }
  archive.entry({ name: 'etc/passwd', mode: 0o644 }, users)
  archive.entry({ name: 'etc/group', mode: 0o644 }, groups)
  for (const [name, source] of Object.entries(files)) await addFile(archive, name, source)
  archive.finalize()
}

async function addFile(archive: Pack, name: string, source: string) {
  const file = await realpath(source)
  const { size } = await stat(file)
  const entry = archive.entry({ name: path.posix.relative('/', name), size, mode: 0o755 })
  await pipeline(createReadStream(file), entry as unknown as NodeJS.WritableStream)
}
