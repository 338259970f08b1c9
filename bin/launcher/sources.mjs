// Whether what is built is still what the sources say: a hash over everything a build reads.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Everything else counts, so that a new folder cannot be forgotten. */
const notBuilt = new Set([
  ...['node_modules', 'dist', 'bench', 'compose', 'e2e', 'docs', 'test-results', 'playwright-report'],
  ...['prisma/generated', 'prisma/migrations'],
  ...['playwright.config.ts', 'vitest.config.ts', 'biome.json', 'docker-compose.yml', 'Dockerfile', 'LICENSE'],
])
const isSource = (file) => !/(\.test\.\w+|\.spec\.ts|\.md|\.tsbuildinfo|next-env\.d\.ts|\.sock|\.log)$/.test(file)
const isBuildTool = (file) => file === path.join('bin', 'launcher', 'bundle.mjs')
const counts = (file) => isSource(file) && (!file.startsWith(`bin${path.sep}`) || file.endsWith('.ts') || isBuildTool(file))

/** Paths relative to the root, in a fixed order; hidden files and folders are left out. */
export function listSources(root, { except = [] } = {}, folder = '') {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .map((entry) => ({ entry, file: path.join(folder, entry.name) }))
    .filter(({ file }) => !notBuilt.has(file) && !except.includes(path.join(root, file)))
    .flatMap(({ entry, file }) => {
      if (entry.isDirectory()) return listSources(root, { except }, file)
      return entry.isFile() && counts(file) ? [file] : []
    })
    .sort()
}

export function hashSources(root, options) {
  const hash = createHash('sha256').update(`node ${process.versions.modules} ${process.platform} ${process.arch}`)
  for (const file of listSources(root, options)) {
    const bytes = readFileSync(path.join(root, file))
    hash.update(`\0${file}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex').slice(0, 16)
}
