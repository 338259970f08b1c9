import type { Readable } from 'node:stream'
import { setImmediate as breathe } from 'node:timers/promises'
import { DomainError } from '@/lib/errors'
import { writeContextCommit } from './context-commit'
import { ignoredBy, parseDockerignore } from './dockerignore'
import { openScratchStore } from './objects'
import { cleanRepositoryPath } from './repository-path'
import { gitStream } from './run-git'
import { readObjects, readTree, type TreeEntry } from './tree'

export interface BuildRecipe {
  /** From the repository's root. */
  dockerfile: string
  /** A folder, from the repository's root; `.` for all of it. */
  context: string
}

export interface BuildContext {
  /** Ends whole or with an error, never short. Destroy it when it is not wanted any more. */
  tar: Readable
  /** Where the Dockerfile is inside the tar. */
  dockerfile: string
  dockerfileText: string
}

export interface ContextLimits {
  files: number
  bytes: number
}

interface ContextOptions {
  limits?: ContextLimits
  signal?: AbortSignal
}

const defaultLimits: ContextLimits = { files: 200_000, bytes: 2 * 1024 ** 3 }
const mostTextBytes = 1024 * 1024
const archiveTimeoutMs = 30 * 60_000
/** Where a Dockerfile from outside the context is put inside it. */
const foreignDockerfile = '.branchline.Dockerfile'

/**
 * The build context of a commit as a tar stream: the files of its tree, byte by byte, without those that `.dockerignore`
 * (or, before it, `<dockerfile>.dockerignore`) leaves out. Links stay links and are never followed. Throws `invalid` for
 * paths that lead nowhere, elsewhere or to a link, and `limit` for more than the caps, before anything is streamed.
 */
export async function buildContext(
  mirror: string,
  commit: string,
  recipe: BuildRecipe,
  { limits = defaultLimits, signal }: ContextOptions = {},
): Promise<BuildContext> {
  const entries = await readTree(mirror, commit, signal)
  const inside = entriesWithin(entries, recipe.context)
  const dockerfile = findFile(entries, cleanRepositoryPath(recipe.dockerfile, 'Dockerfile'), 'Dockerfile')
  const ignoreFile = findIgnoreFile(entries, inside, dockerfile.path)
  const texts = [dockerfile, ...(ignoreFile ? [ignoreFile] : [])].map(({ oid }) => oid)
  const [commitText, dockerfileText, ignoreText] = (await readObjects(mirror, [commit, ...texts], signal)).map(String)

  const copy = inside.find(({ oid, sourcePath }) => oid === dockerfile.oid && sourcePath === dockerfile.path)
  const name = copy?.path ?? foreignDockerfile
  const kept = await keepRest(inside, ignoreText ?? '', name, signal)
  requireWithin(limits, kept)
  const isWhole = kept.length === entries.length && copy !== undefined
  if (!copy) kept.push({ ...dockerfile, sourcePath: dockerfile.path, path: name, bytes: name })

  const committedAt = Number(/^committer .* (\d+) [+-]\d+$/m.exec(commitText ?? '')?.[1] ?? 0)
  const known = new Set(entries.filter(({ type }) => type === 'tree').map(({ oid }) => oid))
  const tar = isWhole ? archive(mirror, commit, signal) : await archivePart(mirror, commit, kept, known, committedAt, signal)
  return { tar, dockerfile: name, dockerfileText: dockerfileText ?? '' }
}

/** The text of a Dockerfile in a commit, for whoever must look at it without building. */
export async function readDockerfile(mirror: string, commit: string, dockerfile: string, signal?: AbortSignal): Promise<string> {
  const entries = await readTree(mirror, commit, signal)
  const { oid } = findFile(entries, cleanRepositoryPath(dockerfile, 'Dockerfile'), 'Dockerfile')
  return String((await readObjects(mirror, [oid], signal))[0])
}

/** An entry of the context: `path` and `bytes` count from its folder, `sourcePath` from the repository's root. */
type ContextEntry = TreeEntry & { sourcePath: string }

function entriesWithin(entries: TreeEntry[], context: string): ContextEntry[] {
  const folder = cleanRepositoryPath(context, 'build context')
  if (folder === '') return entries.map((entry) => ({ ...entry, sourcePath: entry.path }))
  const found = entries.find(({ path }) => path === folder)
  if (found?.type !== 'tree') {
    const problem = found ? 'is not a folder in this commit' : 'does not exist in this commit'
    throw new DomainError(
      'invalid',
      `The build context ${folder} ${problem}. Choose a folder that is on the deployed branches.`,
      {
        reason: 'context-missing',
        params: { path: folder },
      },
    )
  }
  return entries
    .filter(({ bytes }) => bytes.startsWith(`${found.bytes}/`))
    .map((entry) => {
      const bytes = entry.bytes.slice(found.bytes.length + 1)
      return { ...entry, bytes, path: entry.path.slice(folder.length + 1), sourcePath: entry.path }
    })
}

function findFile(entries: TreeEntry[], file: string, what: string): TreeEntry {
  const found = entries.find(({ path }) => path === file)
  if (!found) {
    const others = entries.filter(({ type, path }) => type === 'blob' && /(^|\/)[^/]*Dockerfile[^/]*$/i.test(path)).slice(0, 3)
    const hint = others.length > 0 ? ` There is ${others.map(({ path }) => path).join(', ')}.` : ''
    throw invalidFile(
      others.length > 0 ? 'dockerfile-elsewhere' : 'dockerfile-missing',
      { path: file, others: others.map(({ path }) => path).join(', ') },
      `There is no ${file} in this commit.${hint} Set the ${what}'s path in the application's build settings.`,
    )
  }
  if (found.mode === '120000')
    throw invalidFile(
      'dockerfile-link',
      { path: file },
      `${file} is a symbolic link. Branchline reads the ${what} only from a regular file.`,
    )
  if (found.type !== 'blob') throw invalidFile('dockerfile-folder', { path: file }, `${file} is a folder, not a ${what}.`)
  if (found.sizeBytes > mostTextBytes) {
    throw new DomainError(
      'limit',
      `${file} is larger than ${mostTextBytes / 1024 / 1024} MB, which is more than a ${what} may have.`,
      { key: 'file-too-large', params: { path: file, megabytes: mostTextBytes / 1024 / 1024 } },
    )
  }
  return found
}

const invalidFile = (key: string, params: Record<string, string>, message: string) =>
  new DomainError('invalid', message, { reason: 'dockerfile-missing', key, params })

function findIgnoreFile(entries: TreeEntry[], inside: ContextEntry[], dockerfile: string): TreeEntry | null {
  const own = `${dockerfile}.dockerignore`
  if (entries.some(({ path }) => path === own)) return findFile(entries, own, '.dockerignore')
  const common = inside.find(({ path }) => path === '.dockerignore')
  return common ? findFile(entries, common.sourcePath, '.dockerignore') : null
}

/** Long lists let others work in between, and end when the build is not wanted any more. */
async function keepRest(entries: ContextEntry[], ignoreText: string, dockerfile: string, signal?: AbortSignal) {
  const rules = parseDockerignore(ignoreText)
  if (rules.length === 0) return [...entries]
  const isIgnored = ignoredBy(rules)
  const kept: ContextEntry[] = []
  for (const [index, entry] of entries.entries()) {
    if (index % 500 === 499) {
      await breathe()
      signal?.throwIfAborted()
    }
    if (!isIgnored(entry.path) || entry.path === dockerfile) kept.push(entry)
  }
  return kept
}

function requireWithin(limits: ContextLimits, entries: ContextEntry[]) {
  const bytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  if (entries.length <= limits.files && bytes <= limits.bytes) return
  const size = `${entries.length} files and folders of ${megabytes(bytes)} MB together`
  const most = `${limits.files} and ${megabytes(limits.bytes)} MB are allowed`
  throw new DomainError(
    'limit',
    `The build context has ${size}; ${most}. Leave out what the build does not need with a .dockerignore.`,
    {
      key: 'context-too-large',
      params: {
        files: entries.length,
        megabytes: megabytes(bytes),
        mostFiles: limits.files,
        mostMegabytes: megabytes(limits.bytes),
      },
    },
  )
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024)

function archive(mirror: string, commit: string, signal?: AbortSignal, env: Record<string, string> = {}): Readable {
  return gitStream(mirror, ['archive', '--format=tar', commit], { env, signal, timeoutMs: archiveTimeoutMs }).stdout
}

/** A tree of the kept entries is written to a store of its own, which lives as long as the stream. */
async function archivePart(
  mirror: string,
  like: string,
  kept: ContextEntry[],
  known: Set<string>,
  committedAt: number,
  signal?: AbortSignal,
): Promise<Readable> {
  const store = await openScratchStore(mirror)
  try {
    const part = await writeContextCommit(store, kept, known, committedAt, like)
    const tar = archive(mirror, part, signal, store.env)
    tar.once('close', store.drop)
    return tar
  } catch (error) {
    await store.drop()
    throw error
  }
}
