import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { db } from '@/lib/db'
import { withTestDatabase } from '@/prisma/test-database'
import { checkHealth, HealthView } from './health'
import { latestMigration } from './latest-migration'

withTestDatabase()

const machines = (docker: 'ok' | 'down') => ({
  docker: { status: docker, latencyMs: 1.5, ...(docker === 'down' && { message: 'The engine is away.' }) },
  proxy: { status: 'ok', latencyMs: 2 },
})

const report = (workerId: string, docker: 'ok' | 'down', ageMs = 0) =>
  db.workerReport.create({ data: { workerId, seenAt: new Date(Date.now() - ageMs), report: machines(docker) } })

const applied = (finished: boolean) =>
  db.$executeRawUnsafe(`
    CREATE TABLE IF NOT EXISTS _prisma_migrations (migration_name text, finished_at timestamptz, rolled_back_at timestamptz);
    TRUNCATE _prisma_migrations;
    INSERT INTO _prisma_migrations VALUES ('${latestMigration}', ${finished ? 'now()' : 'NULL'}, NULL)`)

test('the newest migration is the one the code names', () => {
  const names = readdirSync('prisma/migrations', { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  )
  expect(latestMigration).toBe(names.sort().at(-1))
})

test('without its tables Branchline is down; without a worker it is degraded and says so', async () => {
  expect(await checkHealth()).toMatchObject({
    status: 'down',
    checks: { database: { status: 'ok' }, migrations: { status: 'down' } },
  })
  await applied(false)
  expect(await checkHealth()).toMatchObject({ status: 'down' })
  await applied(true)
  await report('gone', 'ok', 16_000)
  const degraded = HealthView.parse(await checkHealth())
  expect(degraded).toMatchObject({
    status: 'degraded',
    checks: {
      migrations: { status: 'ok' },
      worker: { status: 'down', message: expect.stringContaining('npm start') },
      docker: { status: 'down' },
    },
  })
})

test('machines are as a living worker reaches them', async () => {
  await applied(true)
  await report('one', 'down')
  expect(await checkHealth()).toMatchObject({
    status: 'degraded',
    checks: { worker: { status: 'ok' }, docker: { status: 'down', message: 'The engine is away.' }, proxy: { status: 'ok' } },
  })
  await report('two', 'ok')
  expect(await checkHealth()).toMatchObject({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
})
