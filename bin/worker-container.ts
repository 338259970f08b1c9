// What the worker's container runs: everything that npm start does before the worker, then the worker in the same process.
import path from 'node:path'
import { prepareFirstAdmin } from '@/lib/access/first-admin'
import { env } from '@/lib/env'
import { ensureInstallation } from '@/lib/installation'
import { ensureProxyFiles } from '@/lib/traffic/proxy-files'
import { proxySettings } from '@/lib/traffic/proxy-settings'
import { keepBeating } from './container/heartbeat'

try {
  const { DATABASE_OWNER_URL, DATABASE_URL } = env()
  // Loaded at run time, so that it stays a file of its own: bundled into this one it would take itself for the program.
  const { migrate } = await import('./migrate.mjs')
  const applied = await migrate(DATABASE_OWNER_URL ?? DATABASE_URL, path.join(import.meta.dirname, 'prisma', 'migrations'))
  if (applied.length > 0) console.log(`Migrations applied: ${applied.join(', ')}`)
  await ensureProxyFiles(proxySettings(env()))
  await ensureInstallation()
  const setupUrl = await prepareFirstAdmin()
  if (setupUrl) console.log(`Make the first account with this link, which works once: ${setupUrl}`)
} catch (error) {
  console.error(`The worker cannot start. ${(error as Error).message}`)
  process.exit(1)
}
await import('@/worker/index')
// Healthy from here on: the tables are there, and HAProxy, which waits for it, finds its configuration.
keepBeating()
