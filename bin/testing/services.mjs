// PostgreSQL, Redis and Docker for one test run, apart from every installation of the machine.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { startDocker } from '../launcher/docker.mjs'
import { findFreePort } from '../launcher/ports.mjs'
import { startPostgres } from '../launcher/postgres.mjs'
import { startRedis } from '../launcher/redis.mjs'
import * as say from '../launcher/say.mjs'
import { readSecret } from '../launcher/secrets.mjs'
import { root } from '../launcher/settings.mjs'
import { removeLeftovers } from './clean-up.mjs'

/** The data of a test run is thrown away: it need not survive a power cut. */
const fastAndForgetful = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300']

/** Short, since sockets are made in it, and never below /root, where the database's user cannot go. */
function makeTempDir() {
  const dir = mkdtempSync('/tmp/branchline-test-')
  chmodSync(dir, 0o711)
  for (const part of ['run', 'log']) mkdirSync(path.join(dir, part), { mode: 0o700 })
  for (const part of ['tmp', 'e2e']) mkdirSync(path.join(dir, part), { mode: 0o711 })
  return dir
}

/** @returns {Promise<{ tempDir: string, env: object }>} `env` is whole: what the tests are run with. */
export async function startServices(shutdown, { isRoot }) {
  const tempDir = makeTempDir()
  shutdown.add(
    'lock',
    Promise.resolve({ name: 'temporary files', stop: async () => rmSync(tempDir, { recursive: true, force: true }) }),
  )
  const { DATABASE_URL: _, REDIS_URL: __, ...inherited } = process.env
  const settings = { env: inherited, dataDir: tempDir, isRoot, root }
  const [postgres, redis, docker] = await Promise.all([
    shutdown.add(
      'database',
      say.task('PostgreSQL', (step) => startPostgres(settings, step, { extraFlags: fastAndForgetful })),
    ),
    shutdown.add(
      'queue',
      say.task('Redis', (step) => startRedis(settings, step)),
    ),
    shutdown.add(
      'docker',
      say.task('Docker', (step) => startDocker(settings, step)),
    ),
  ])
  const runId = path.basename(tempDir)
  const leftovers = { runId, databaseUrl: postgres.url, dockerHost: docker.host, tempDir, isRoot }
  shutdown.add('processes', Promise.resolve({ name: 'clean-up', stop: () => removeLeftovers(leftovers) }))
  const env = {
    ...inherited,
    NODE_ENV: 'test',
    TMPDIR: path.join(tempDir, 'tmp'),
    BRANCHLINE_TEST_RUN: runId,
    DATABASE_URL: postgres.url,
    ...(redis.url && { REDIS_URL: redis.url }),
    DOCKER_HOST: docker.host,
    BRANCHLINE_DATA_DIR: tempDir,
    BRANCHLINE_SECRET: readSecret(settings),
    BRANCHLINE_NETWORK_POOL: '10.214.0.0/16',
    E2E_DATA_DIR: path.join(tempDir, 'e2e'),
    E2E_PORT: String(await findFreePort()),
    E2E_PROXY_PORT: String(await findFreePort()),
  }
  return { tempDir, env }
}
