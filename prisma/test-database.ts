import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { closeQueues } from '@/lib/queue'
import type { PrismaClient } from './generated/client'

const migrationsDir = path.join(import.meta.dirname, 'migrations')
const templateLock = 7_272_900

/**
 * Gives the calling test file a database of its own, cloned from a migrated template, and drops it afterwards. Call it
 * once at the top of the file. `vitest-setup.ts` has already pointed DATABASE_URL at the name, so that a test which
 * forgets this call meets a database that does not exist, and never somebody's data.
 */
export function withTestDatabase() {
  beforeAll(() => createTestDatabase(testDatabaseUrl()))
  afterAll(async () => {
    await closeQueues()
    await (globalThis as { branchlineDb?: PrismaClient }).branchlineDb?.$disconnect()
    await dropTestDatabase(testDatabaseUrl())
  })
}

/** Makes the database that `url` names, with every migration applied. */
export async function createTestDatabase(url: string) {
  await onServer(url, async (server) => {
    await server.query('SELECT pg_advisory_lock($1)', [templateLock])
    await server.query(`CREATE DATABASE "${nameIn(url)}" TEMPLATE "${await migratedTemplate(url, server)}"`)
  })
}

export const dropTestDatabase = (url: string) =>
  onServer(url, (server) => server.query(`DROP DATABASE IF EXISTS "${nameIn(url)}" WITH (FORCE)`))

/** The template's name says which migrations it holds, so it is made once for each set of them. */
async function migratedTemplate(url: string, server: pg.Client): Promise<string> {
  const scripts = migrationScripts()
  const template = `branchline_template_${createHash('sha256').update(scripts.join('\n')).digest('hex').slice(0, 12)}`
  const { rowCount } = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])
  if (rowCount) return template
  // Under another name until it is whole: a run that is killed halfway leaves no template that lacks a table.
  const unfinished = `${template}_unfinished`
  await server.query(`DROP DATABASE IF EXISTS "${unfinished}" WITH (FORCE)`)
  await server.query(`CREATE DATABASE "${unfinished}"`)
  await connected(withName(url, unfinished), async (client) => {
    for (const script of scripts) await client.query(script)
  })
  await server.query(`ALTER DATABASE "${unfinished}" RENAME TO "${template}"`)
  return template
}

const migrationScripts = () =>
  readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => readFileSync(path.join(migrationsDir, name, 'migration.sql'), 'utf8'))

function testDatabaseUrl() {
  const url = process.env.DATABASE_URL
  if (!url || !nameIn(url).startsWith('branchline_test_')) {
    throw new Error('Tests of the domain need PostgreSQL: set DATABASE_URL to a server on which databases may be made.')
  }
  return url
}

const nameIn = (url: string) => decodeURIComponent(new URL(url).pathname.slice(1))

export function withName(url: string, name: string) {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

const onServer = <T>(url: string, work: (client: pg.Client) => Promise<T>) => connected(withName(url, 'postgres'), work)

async function connected<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
