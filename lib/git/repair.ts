import { randomBytes } from 'node:crypto'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createMirror, setAside } from './create-mirror'
import { pinsPrefix } from './refs'
import { git } from './run-git'

/** git holds these locks for moments; one this old was left by a process that was killed. */
const staleLockMs = 10_000
const staleTransferMs = 60 * 60_000
const fsckTimeoutMs = 5 * 60_000

/** Removes locks that a killed git left, waiting until they are old enough to be sure. True if there were any. */
export async function removeStaleLocks(mirror: string, signal?: AbortSignal): Promise<boolean> {
  const locks = await filesEndingIn(mirror, '.lock')
  for (const lock of locks) {
    const age = await ageOf(lock)
    if (age === null) continue
    if (age < staleLockMs) await wait(staleLockMs - age, undefined, { signal })
    if (((await ageOf(lock)) ?? 0) >= staleLockMs) await rm(lock, { force: true })
  }
  return locks.length > 0
}

/** Gives back the disk that killed transfers hold. */
export async function removeStaleTransfers(mirror: string) {
  const objects = path.join(mirror, 'objects')
  const inPacks = (await readdir(path.join(objects, 'pack'))).map((name) => path.join('pack', name))
  for (const name of [...(await readdir(objects)), ...inPacks]) {
    if (!/^(?:tmp_|incoming-)/.test(path.basename(name))) continue
    const age = await ageOf(path.join(objects, name))
    if (age !== null && age > staleTransferMs) await rm(path.join(objects, name), { recursive: true, force: true })
  }
}

/** Whether something that a branch or a pin needs is missing or unreadable. */
export async function isDamaged(mirror: string, signal?: AbortSignal): Promise<boolean> {
  const args = ['fsck', '--connectivity-only', '--no-dangling', '--no-progress']
  const { code } = await git(mirror, args, {
    signal,
    timeoutMs: fsckTimeoutMs,
    accept: Array.from({ length: 256 }, (_, index) => index),
  })
  return code !== 0
}

/** Fetches everything into a new mirror, takes over the pins that can still be read, and puts it in the old one's place. */
export async function rebuildMirror(mirror: string, transfer: (target: string) => Promise<unknown>, signal?: AbortSignal) {
  const fresh = `${mirror}.rebuilt-${randomBytes(4).toString('hex')}`
  try {
    await createMirror(fresh)
    await transfer(fresh)
    for (const pin of await readPins(mirror)) await rescuePin(mirror, fresh, pin, signal)
    await setAside(mirror)
    await rename(fresh, mirror)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    throw error
  }
}

async function readPins(mirror: string): Promise<string[]> {
  const { code, stdout } = await git(mirror, ['for-each-ref', '--format=%(refname)', pinsPrefix], { accept: [0, 1, 128] })
  return code === 0 ? stdout.toString().split('\n').filter(Boolean) : []
}

async function rescuePin(from: string, to: string, pin: string, signal?: AbortSignal) {
  const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--', from, `+${pin}:${pin}`]
  // One that cannot be read any more is lost; the others are not.
  await git(to, args, { env: { GIT_ALLOW_PROTOCOL: 'file' }, signal, accept: [0, 1, 128] })
}

async function filesEndingIn(mirror: string, ending: string): Promise<string[]> {
  const folders = [
    { dir: mirror, recursive: false },
    { dir: path.join(mirror, 'refs'), recursive: true },
    { dir: path.join(mirror, 'objects', 'info'), recursive: true },
    { dir: path.join(mirror, 'objects', 'pack'), recursive: false },
  ]
  const found = await Promise.all(
    folders.map(async ({ dir, recursive }) => (await readdir(dir, { recursive })).map((name) => path.join(dir, name))),
  )
  return found.flat().filter((name) => name.endsWith(ending))
}

async function ageOf(file: string): Promise<number | null> {
  try {
    return Date.now() - (await stat(file)).mtimeMs
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
