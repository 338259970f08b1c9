// The worker and the small scripts beside it, as files that need no node_modules but native ones.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Native or optional: loaded from node_modules when there, never bundled. */
const external = ['pg-native', 'cpu-features', '@node-rs/argon2', '*.node']
/** Bundled CommonJS packages still call require and ask where they are. */
const banner = [
  "import{createRequire as __createRequire}from'node:module';",
  'const require=__createRequire(import.meta.url),__bundleFile=import.meta.filename,__bundleDir=import.meta.dirname;',
].join('')
const define = { __dirname: '__bundleDir', __filename: '__bundleFile' }

/** `worker/index.ts` becomes worker.mjs, each `bin/<name>.ts` becomes <name>.mjs. */
export function listEntries(root) {
  const scripts = readdirSync(path.join(root, 'bin')).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const worker = existsSync(path.join(root, 'worker', 'index.ts')) ? [{ in: 'worker/index.ts', out: 'worker' }] : []
  return [...worker, ...scripts.map((name) => ({ in: `bin/${name}`, out: path.basename(name, '.ts') }))]
}

export async function bundle(root, outdir) {
  const { build, stop } = await import('esbuild')
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
    define,
    banner: { js: banner },
    logLevel: 'warning',
  })
  // Its helper process would stay as long as ours.
  await stop()
}
