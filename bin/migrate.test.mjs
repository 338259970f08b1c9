import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withClient } from './launcher/postgres.mjs'
import { migrate } from './migrate.mjs'

const withDatabase = (name) => {
  const url = new URL(process.env.DATABASE_URL)
  url.pathname = `/${name}`
  return url.href
}
const serverUrl = withDatabase('postgres')

let dir
let name
let url
beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'migrations-'))
  name = `branchline_test_${randomBytes(6).toString('hex')}`
  await withClient(serverUrl, (client) => client.query(`create database ${name}`))
  url = withDatabase(name)
})
afterEach(async () => {
  await withClient(serverUrl, (client) => client.query(`drop database ${name} with (force)`))
  rmSync(dir, { recursive: true, force: true })
})

const write = (migration, sql) => {
  mkdirSync(path.join(dir, migration), { recursive: true })
  writeFileSync(path.join(dir, migration, 'migration.sql'), sql)
}
const query = async (sql) => (await withClient(url, (client) => client.query(sql))).rows

test('an empty database gets every migration, in order, and a second run changes nothing', async () => {
  write('2_more', 'alter table thing add column size int;')
  write('1_first', 'create table thing (id int); insert into thing values (1);')
  expect(await migrate(url, dir)).toEqual(['1_first', '2_more'])
  expect(await migrate(url, dir)).toEqual([])
  expect(await query('select * from thing')).toEqual([{ id: 1, size: null }])
  expect(
    await query(
      'select migration_name, applied_steps_count, finished_at is not null as done from _prisma_migrations order by started_at',
    ),
  ).toEqual([
    { migration_name: '1_first', applied_steps_count: 1, done: true },
    { migration_name: '2_more', applied_steps_count: 1, done: true },
  ])
})

test('a later migration is applied on top', async () => {
  write('1_first', 'create table thing (id int);')
  await migrate(url, dir)
  write('2_more', 'create table other (id int);')
  expect(await migrate(url, dir)).toEqual(['2_more'])
})

test('a database that somebody else filled is refused', async () => {
  await query('create table theirs (id int)')
  write('1_first', 'create table thing (id int);')
  await expect(migrate(url, dir)).rejects.toMatchObject({ code: 'P3005' })
  expect(await query("select count(*)::int from pg_tables where schemaname = 'public'")).toEqual([{ count: 1 }])
})

test('a migration that fails leaves nothing of itself, and the next start says so', async () => {
  write('1_first', 'create table thing (id int); create table thing (id int);')
  await expect(migrate(url, dir)).rejects.toMatchObject({ code: 'P3018', message: expect.stringContaining('already exists') })
  expect(await query("select to_regclass('thing') as thing")).toEqual([{ thing: null }])
  await expect(migrate(url, dir)).rejects.toMatchObject({ code: 'P3009', message: expect.stringContaining('already exists') })
})

test('a failed migration that was resolved is tried again', async () => {
  write('1_first', 'select nonsense;')
  await expect(migrate(url, dir)).rejects.toMatchObject({ code: 'P3018' })
  await query('update _prisma_migrations set rolled_back_at = now()')
  write('1_first', 'create table thing (id int);')
  expect(await migrate(url, dir)).toEqual(['1_first'])
})

test('of four that migrate at once, one does it', async () => {
  write('1_first', 'select pg_sleep(0.2); create table thing (id int);')
  const results = await Promise.all(Array.from({ length: 4 }, () => migrate(url, dir)))
  expect(results.filter((applied) => applied.length > 0)).toEqual([['1_first']])
})

test('a database of a newer version is refused', async () => {
  write('1_first', 'create table thing (id int);')
  write('2_more', 'create table other (id int);')
  await migrate(url, dir)
  rmSync(path.join(dir, '2_more'), { recursive: true })
  await expect(migrate(url, dir)).rejects.toMatchObject({ code: null, message: expect.stringContaining('2_more') })
})
