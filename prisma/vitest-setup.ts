import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

/**
 * The environment of one test file: a database name, a data directory and a secret of its own. The queue runs in that
 * database, so that no test rings at the installation whose Redis it was started beside; tests of the queue find the
 * Redis in BRANCHLINE_TEST_REDIS_URL.
 */
const own = randomBytes(6).toString('hex')
const dataDir = mkdtempSync(path.join(tmpdir(), 'branchline-test-'))

if (process.env.DATABASE_URL) {
  const url = new URL(process.env.DATABASE_URL)
  url.pathname = `/branchline_test_${own}`
  process.env.DATABASE_URL = url.href
}
if (process.env.REDIS_URL) process.env.BRANCHLINE_TEST_REDIS_URL = process.env.REDIS_URL
process.env.REDIS_URL = ''
process.env.BRANCHLINE_DATA_DIR = dataDir
process.env.BRANCHLINE_SECRET = randomBytes(32).toString('base64')
process.env.BRANCHLINE_LOG_LEVEL ??= 'error'

afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
