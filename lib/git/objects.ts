import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { makeScratch } from './scratch'

const objectIdPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

export const isObjectId = (text: string) => objectIdPattern.test(text)

/** Guards every command line: only what is an object id may stand where one is meant. */
export function objectId(text: string): string {
  if (!isObjectId(text)) throw new TypeError(`Not an object id: ${JSON.stringify(text.slice(0, 80))}`)
  return text
}

/** Where new objects go, and how git is told to look there. */
export interface ObjectStore {
  dir: string
  env: Record<string, string>
}

export const mirrorStore = (mirror: string): ObjectStore => ({ dir: path.join(mirror, 'objects'), env: {} })

/** A store whose objects see the mirror's and are gone afterwards, so that looking leaves nothing behind. */
export async function withScratchStore<T>(mirror: string, work: (store: ObjectStore) => Promise<T>): Promise<T> {
  const store = await openScratchStore(mirror)
  try {
    return await work(store)
  } finally {
    await store.drop()
  }
}

export async function openScratchStore(mirror: string) {
  const { dir, drop } = await makeScratch('objects')
  // Quoted as git wants it, since a bare path may not contain a colon.
  const alternate = `"${path.join(mirror, 'objects').replace(/["\\]/g, '\\$&')}"`
  const env = { GIT_OBJECT_DIRECTORY: dir, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternate }
  return { dir, env, drop }
}

/**
 * Writes a loose object and returns its id, as `git hash-object -w` would at the price of a process. `like` is any id of
 * the same repository: its length tells SHA-1 from SHA-256. What is `known` to be in the mirror is not written again.
 */
export async function writeObject(
  store: ObjectStore,
  type: 'commit' | 'tree',
  body: Buffer,
  like: string,
  known?: Set<string>,
): Promise<string> {
  const whole = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body])
  const id = createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(whole)
    .digest('hex')
  const file = looseFile(store, id)
  if (known?.has(id) || existsSync(file)) return id
  await mkdir(path.dirname(file), { recursive: true })
  const temporary = path.join(path.dirname(file), `tmp_obj_${randomBytes(6).toString('hex')}`)
  await writeFile(temporary, deflateSync(whole, { level: 1 }), { mode: 0o444 })
  await rename(temporary, file)
  return id
}

const looseFile = (store: ObjectStore, id: string) => path.join(store.dir, id.slice(0, 2), id.slice(2))
