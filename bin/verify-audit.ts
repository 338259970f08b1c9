// npm run audit:verify: proves that no audit row was changed, removed or put in between. Exit code 1: one was.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { verifyChain } from '@/lib/audit/verify-chain'
import { db } from '@/lib/db'

if (existsSync('.env')) process.loadEnvFile('.env')
readLaunchersSettings()

const { checked, last, broken } = await verifyChain({ chunk: 2000 })
await db.$disconnect()
if (broken) {
  console.error(`The audit is broken at row ${broken.seq}: ${broken.problem}. The ${checked} rows before it are as written.`)
  process.exitCode = 1
} else {
  console.log(`${checked} audit rows are as they were written. The last is ${last.seq}, ${last.hash}`)
}

/** What npm start made by itself is kept in the data directory: the embedded database's address and the secret. */
function readLaunchersSettings() {
  const env = process.env
  const dataDir = path.resolve(env.BRANCHLINE_DATA_DIR || (process.getuid?.() === 0 ? '/var/lib/branchline' : '.data'))
  const kept = (name: string) =>
    existsSync(path.join(dataDir, name)) ? readFileSync(path.join(dataDir, name), 'utf8').trim() : null
  const secret = kept('secret')
  const database = kept('postgres.json')
  if (!env.BRANCHLINE_SECRET && secret) env.BRANCHLINE_SECRET = secret
  if (env.DATABASE_URL || !database) return
  const { password, port } = JSON.parse(database) as { password: string; port: number }
  env.DATABASE_URL = `postgresql://postgres:${password}@127.0.0.1:${port}/branchline`
}
