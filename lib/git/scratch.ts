import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

const prefix = 'branchline-git-'
/** Longer than anything of ours may run. */
const staleMs = 2 * 60 * 60_000

let cleaning: Promise<void> | undefined

/** A folder of our own, for as long as one command needs it. Those a killed process left are removed at the first use. */
export async function makeScratch(purpose: 'remote' | 'objects') {
  cleaning ??= removeStale()
  await cleaning
  const dir = await mkdtemp(path.join(os.tmpdir(), `${prefix}${purpose}-`))
  return { dir, drop: () => rm(dir, { recursive: true, force: true }) }
}

async function removeStale() {
  for (const name of await readdir(os.tmpdir())) {
    if (!name.startsWith(prefix)) continue
    const dir = path.join(os.tmpdir(), name)
    const found = await stat(dir).catch(() => null)
    const isOurs = found !== null && found.uid === process.getuid?.()
    if (isOurs && Date.now() - found.mtimeMs > staleMs) await rm(dir, { recursive: true, force: true })
  }
}
