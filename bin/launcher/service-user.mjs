// PostgreSQL refuses to run as root: it, and Redis with it, run as the user that Debian too would make for it.
import { lastLines, run } from './command.mjs'
import { Trouble } from './trouble.mjs'

const name = 'postgres'

/** @returns {Promise<{uid?: number, gid?: number}>} {} for an ordinary user: everything runs as that user. */
export async function findServiceUser({ isRoot }) {
  if (!isRoot) return {}
  const existing = await lookUp()
  if (existing) return existing
  const { code, output } = await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    name,
  ])
  const made = await lookUp()
  if (!made)
    throw new Trouble(
      `Cannot make the system user ${name} for the embedded PostgreSQL (exit code ${code}):\n${lastLines(output)}`,
    )
  return made
}

async function lookUp() {
  const [user, group] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
  if (user.code !== 0 || group.code !== 0) return null
  return { uid: Number(user.output), gid: Number(group.output) }
}
