import { randomBytes, randomUUID } from 'node:crypto'
import { watch } from 'node:fs'
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import path from 'node:path'
import { env } from '@/lib/env'

/** What became of the demo; null before its installation was finished. A removed demo never comes back by itself. */
export type DemoState = 'installed' | 'removed' | null

export const demoFolder = () => path.join(env().dataDir, 'demo')

const fileNames = { state: 'state', password: 'git-password', port: 'git-port' }

export async function readState(folder: string): Promise<DemoState> {
  const text = await read(folder, 'state')
  return text === 'installed' || text === 'removed' ? text : null
}

export const writeState = (folder: string, state: NonNullable<DemoState>) => write(folder, 'state', state)

/** Calls `onRemoved` once the demo is removed, by whichever process. */
export function watchForRemoval(folder: string, onRemoved: () => void) {
  const look = async () => {
    if ((await readState(folder)) !== 'removed') return
    watcher.close()
    onRemoved()
  }
  const watcher = watch(folder, look)
  void look()
}

export const gitUsername = 'demo'

/** The password of the demo's git server, made at the first call. Of two processes that make it at once, one wins. */
export async function ensureGitPassword(folder: string): Promise<string> {
  const kept = await read(folder, 'password')
  if (kept) return kept
  const draft = await writeDraft(folder, randomBytes(18).toString('base64url'))
  await link(draft, path.join(/* turbopackIgnore: true */ folder, fileNames.password)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(draft)
  return ensureGitPassword(folder)
}

/** Where the demo's git server listens, or null before its first start. */
export async function readGitPort(folder: string) {
  return Number(await read(folder, 'port')) || null
}

export const writeGitPort = (folder: string, port: number) => write(folder, 'port', String(port))

const read = (folder: string, name: keyof typeof fileNames) =>
  readFile(path.join(/* turbopackIgnore: true */ folder, fileNames[name]), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })

/** Whole or not at all, also after a power cut, and for this user alone. */
async function write(folder: string, name: keyof typeof fileNames, text: string) {
  await rename(await writeDraft(folder, text), path.join(/* turbopackIgnore: true */ folder, fileNames[name]))
}

async function writeDraft(folder: string, text: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, `draft-${randomUUID()}`)
  const draft = await open(file, 'wx', 0o600)
  await draft.writeFile(text)
  await draft.sync()
  await draft.close()
  return file
}
