import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { type GitOptions, git } from '@/lib/git/run-git'
import { type Author, branchCommits, mainCommits } from './history'

/** The demo's files in the project, which is above this file in the sources and in the bundle alike. */
function appFolder() {
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const found = path.join(folder, 'lib', 'demo', 'app')
    if (existsSync(found)) return found
  }
  throw new Error('lib/demo/app is missing: the demo can be made in the project folder only')
}

/**
 * Makes the demo's bare repository unless it is there, and says where it is. It appears whole or not at all; what
 * people pushed to it stays. The same files give the same commit ids on every machine.
 */
export async function ensureRepository(demoFolder: string): Promise<string> {
  const repository = path.join(demoFolder, 'shop.git')
  if (existsSync(repository)) return repository
  const draft = `${repository}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  await git(draft, ['init', '--quiet', '--bare', '--template=', '--initial-branch=main', '--object-format=sha1'])
  await writeMain(draft)
  for (const commit of branchCommits) await writeBranch(draft, commit)
  await rename(draft, repository)
  return repository
}

async function writeMain(repository: string) {
  const parts: (string | Buffer)[] = []
  for (const { author, at, subject, files } of mainCommits) {
    const person = `${author.name} <${author.email}> ${Date.parse(at) / 1000} +0000`
    parts.push(`commit refs/heads/main\nauthor ${person}\ncommitter ${person}\n`, ...data(`${subject}\n`))
    for (const file of files) {
      parts.push(`M 100644 inline ${file}\n`, ...data(await readFile(path.join(appFolder(), 'shop', file))))
    }
  }
  await git(repository, ['fast-import', '--quiet', '--done'], { input: Buffer.concat([...parts, 'done\n'].map(toBuffer)) })
}

/** A piece of content as fast-import reads it: its size in bytes first. */
const data = (content: string | Buffer) => [`data ${toBuffer(content).length}\n`, content, '\n']
const toBuffer = (content: string | Buffer) => (typeof content === 'string' ? Buffer.from(content) : content)

async function writeBranch(repository: string, commit: (typeof branchCommits)[number]) {
  const patch = path.join(appFolder(), 'branches', `${commit.branch.replaceAll('/', '-')}.patch`)
  const index = { GIT_INDEX_FILE: path.join(repository, 'draft-index') }
  const parent = await print(repository, ['rev-parse', `refs/heads/main~${commit.behind}`])
  await git(repository, ['read-tree', parent], { env: index })
  await git(repository, ['apply', '--cached', patch], { env: index })
  const tree = await print(repository, ['write-tree'], { env: index })
  const sha = await print(repository, ['commit-tree', tree, '-p', parent, '-m', commit.subject], {
    env: identity(commit.author, commit.at),
  })
  await git(repository, ['update-ref', `refs/heads/${commit.branch}`, sha])
  await rm(index.GIT_INDEX_FILE)
}

const identity = (author: Author, at: string) => ({
  GIT_AUTHOR_NAME: author.name,
  GIT_AUTHOR_EMAIL: author.email,
  GIT_AUTHOR_DATE: at,
  GIT_COMMITTER_NAME: author.name,
  GIT_COMMITTER_EMAIL: author.email,
  GIT_COMMITTER_DATE: at,
})

/** Runs git and returns the line it prints. */
async function print(repository: string, args: string[], options: GitOptions = {}) {
  const { stdout } = await git(repository, args, options)
  return stdout.toString().trim()
}
