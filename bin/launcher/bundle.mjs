// The worker and the small scripts beside it, as files that need no node_modules but native ones.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Native or optional: loaded from node_modules when there, never bundled. */
const external = ['pg-native', 'cpu-features', '@node-rs/argon2', '*.node']
/** Bundled CommonJS packages still call require. */
const banner = "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);"

/** `worker/index.ts` becomes worker.mjs, each `bin/<name>.ts` becomes <name>.mjs. */
export function listEntries(root) {
  const scripts = readdirSync(path.join(root, 'bin')).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const worker = existsSync(path.join(root, 'worker', 'index.ts')) ? [{ in: 'worker/index.ts', out: 'worker' }] : []
  return [...worker, ...scripts.map((name) => ({ in: `bin/${name}`, out: path.basename(name, '.ts') }))]
}

export async function bundle(root, outdir) {
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: listEntries(root),
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    keepNames: true,
    external,
    banner: { js: banner },
    logLevel: 'warning',
  })
}
