import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { git } from './run-git'

/** What git would do to files on their way out of the tree is switched off: the context of a build is the tree itself. */
const attributes = '* -export-ignore -export-subst -text -ident -filter -working-tree-encoding\n'

/** Makes an empty mirror unless there is one. Its HEAD names a branch that never comes, so that none is treated unlike the others. */
export async function createMirror(mirror: string) {
  if (existsSync(path.join(mirror, 'HEAD'))) return
  const fresh = `${mirror}.new-${randomBytes(4).toString('hex')}`
  await mkdir(path.join(fresh, 'home'), { recursive: true })
  await mkdir(path.join(fresh, 'info'))
  await git(fresh, ['init', '--quiet', '--bare', '--template='])
  await writeFile(path.join(fresh, 'HEAD'), 'ref: refs/heads/mirror-without-a-head\n')
  await writeFile(path.join(fresh, 'info', 'attributes'), attributes)
  if (existsSync(mirror) && !existsSync(path.join(mirror, 'HEAD'))) await setAside(mirror)
  try {
    await rename(fresh, mirror)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    // Another process made it at the same moment.
    if (!existsSync(path.join(mirror, 'HEAD'))) throw error
  }
}

/** Keeps one damaged mirror beside the new one: deleted branches cannot be fetched again, a person may still save them. */
export async function setAside(mirror: string) {
  await rm(`${mirror}.damaged`, { recursive: true, force: true })
  await rename(mirror, `${mirror}.damaged`)
}
