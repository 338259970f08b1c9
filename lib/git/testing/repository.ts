import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { git } from '../run-git'

type FileContent = string | Buffer | null | { mode: '100755' | '120000' | '100644'; content: string | Buffer }

interface CommitOptions {
  /** The parent: a branch name or an object id. Default: the branch itself, if it exists; null makes a root commit. */
  from?: string | null
  message?: string
  author?: string
  /** Seconds since 1970; default: one more for each commit, so that ids can be told beforehand. */
  at?: number
}

export type Repository = Awaited<ReturnType<typeof makeRepository>>

/** A bare repository that tests and the demo write commits into, without a work tree. Any name valid in refs works. */
export async function makeRepository(dir?: string) {
  const repository = dir ?? (await mkdtemp(path.join(os.tmpdir(), 'branchline-repository-')))
  await mkdir(repository, { recursive: true })
  await git(repository, ['init', '--quiet', '--bare', '--template=', '--initial-branch=main'])
  let clock = 1_700_000_000

  /** Commits files to a branch (null deletes a path) and returns the commit's id. */
  async function commit(branch: string, files: Record<string, FileContent>, options: CommitOptions = {}): Promise<string> {
    const at = options.at ?? ++clock
    const author = options.author ?? 'Ada Lovelace <ada@example.org>'
    const parent = options.from === undefined ? await head(branch) : options.from && ((await head(options.from)) ?? options.from)
    const message = Buffer.from(options.message ?? `Change ${Object.keys(files)[0]}`)
    const input: (string | Buffer)[] = [
      `reset refs/heads/${branch}\n${parent ? `from ${parent}\n` : ''}\n`,
      `commit refs/heads/${branch}\nmark :1\nauthor ${author} ${at} +0000\ncommitter ${author} ${at} +0000\n`,
      `data ${message.length}\n`,
      message,
      '\n',
      parent ? `from ${parent}\n` : '',
    ]
    for (const [file, content] of Object.entries(files)) input.push(...change(file, content))
    input.push('\nget-mark :1\ndone\n')
    const { stdout } = await git(repository, ['fast-import', '--quiet', '--force', '--done'], {
      input: Buffer.concat(input.map((part) => Buffer.from(part))),
    })
    return stdout.toString().trim()
  }

  async function head(branch: string): Promise<string | null> {
    const { stdout } = await git(repository, ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads/'])
    const line = stdout
      .toString()
      .split('\n')
      .find((text) => text.slice(text.indexOf(' ') + 1) === `refs/heads/${branch}`)
    return line?.slice(0, line.indexOf(' ')) ?? null
  }

  async function deleteBranch(branch: string) {
    await git(repository, ['update-ref', '--stdin'], { input: `delete refs/heads/${branch}\n` })
  }

  return { path: repository, commit, head, deleteBranch, remove: () => rm(repository, { recursive: true, force: true }) }
}

function change(file: string, content: FileContent): (string | Buffer)[] {
  const quoted = `"${file.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`
  if (content === null) return [`D ${quoted}\n`]
  const entry = typeof content === 'object' && 'mode' in content ? content : { mode: '100644', content }
  const bytes = Buffer.from(entry.content)
  return [`M ${entry.mode} inline ${quoted}\ndata ${bytes.length}\n`, bytes, '\n']
}
