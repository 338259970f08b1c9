// Applies prisma/migrations exactly as `prisma migrate deploy` does (same lock, same table, same checksums), needing
// nothing but `pg`: the start and the images do without Prisma's tools and their download.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Prisma's own advisory lock. */
const prismaLock = 72_707_369

const createTable = `
  create table _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`

/** `code` is Prisma's for the case, null where it has none. */
export class MigrationError extends Error {
  constructor(code, message, options) {
    super(code ? `${code}: ${message}` : message, options)
    this.code = code
  }
}

/** @returns {Promise<string[]>} the names applied now; waits while another process migrates. */
export async function migrate(databaseUrl, migrationsDir, { onApply = () => {} } = {}) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(${prismaLock})`)
    return await applyPending(client, readMigrations(migrationsDir), onApply)
  } finally {
    await client.end()
  }
}

export function readMigrations(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(dir, entry.name, 'migration.sql')))
    .map(({ name }) => {
      const bytes = readFileSync(path.join(dir, name, 'migration.sql'))
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

async function applyPending(client, migrations, onApply) {
  const recorded = await readRecorded(client)
  refuseFailed(recorded)
  const applied = new Set(recorded.filter((row) => row.finished_at && !row.rolled_back_at).map((row) => row.migration_name))
  refuseNewer(applied, migrations)
  const pending = migrations.filter((migration) => !applied.has(migration.name))
  for (const migration of pending) {
    onApply(migration.name)
    await apply(client, migration)
  }
  return pending.map((migration) => migration.name)
}

async function readRecorded(client) {
  const { rows } = await client.query("select to_regclass('_prisma_migrations') is not null as exists")
  if (!rows[0].exists) {
    await refuseForeign(client)
    await client.query(createTable)
  }
  return (await client.query('select * from _prisma_migrations order by started_at')).rows
}

async function refuseForeign(client) {
  const { rows } = await client.query(
    "select count(*)::int as count from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')",
  )
  if (rows[0].count > 0) {
    throw new MigrationError(
      'P3005',
      "the database is not empty and was not made by Branchline's migrations. Give Branchline a database of its own.",
    )
  }
}

function refuseFailed(recorded) {
  const failed = recorded.find((row) => !row.finished_at && !row.rolled_back_at)
  if (!failed) return
  throw new MigrationError(
    'P3009',
    `migration ${failed.migration_name} failed on ${failed.started_at.toISOString()}. ` +
      `Mend the database, then: npx prisma migrate resolve --rolled-back ${failed.migration_name}` +
      (failed.logs ? `\n${failed.logs}` : ''),
  )
}

function refuseNewer(applied, migrations) {
  const known = new Set(migrations.map((migration) => migration.name))
  const unknown = [...applied].filter((name) => !known.has(name))
  if (unknown.length === 0) return
  throw new MigrationError(
    null,
    `The database belongs to a newer Branchline (it has ${unknown.at(-1)}). Start that version, or restore a backup of this one.`,
  )
}

/** The row is there before the SQL runs: a crash half-way is seen by the next start, not run over. */
async function apply(client, { name, sql, checksum }) {
  const id = randomUUID()
  await client.query('insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)', [id, checksum, name])
  try {
    await client.query(sql)
  } catch (error) {
    await client.query('rollback').catch(() => {})
    await client.query('update _prisma_migrations set logs = $2 where id = $1', [id, error.message])
    throw new MigrationError('P3018', `migration ${name} failed: ${error.message}`, { cause: error })
  }
  await client.query('update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where id = $1', [id])
}

const isMain = process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href
if (isMain) {
  const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL
  const dir = fileURLToPath(new URL('../prisma/migrations', import.meta.url))
  try {
    if (!url) throw new Error('DATABASE_URL is not set.')
    const applied = await migrate(url, dir, { onApply: (name) => console.log(`Applying ${name}`) })
    console.log(applied.length > 0 ? `${applied.length} migrations applied` : 'Nothing to migrate')
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
