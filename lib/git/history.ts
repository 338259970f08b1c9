import { objectId } from './objects'
import { git } from './run-git'

export interface CommitSummary {
  sha: string
  subject: string
  author: { name: string; email: string }
  committedAt: Date
}

export interface ChangedFile {
  path: string
  change: 'added' | 'modified' | 'deleted' | 'type-changed'
}

type Ids = string | string[]

const mostFiles = 5000
const fields = ['%H', '%s', '%aN', '%aE', '%ct'].join('%x00')
const changes: Record<string, ChangedFile['change']> = { A: 'added', M: 'modified', D: 'deleted', T: 'type-changed' }

/** How many commits are in `to` and not in `from`. Both may be several, so that a set counts before it is merged. */
export async function countCommits(mirror: string, from: Ids, to: Ids): Promise<number> {
  const { stdout } = await git(mirror, ['rev-list', '--count', '--stdin'], { input: range(from, to) })
  return Number(stdout.toString())
}

/** The newest commits that are in `to` and not in `from`. */
export async function listCommits(mirror: string, from: Ids, to: Ids, limit: number): Promise<CommitSummary[]> {
  const args = ['rev-list', '--stdin', '--no-commit-header', `--max-count=${Math.trunc(limit)}`, `--format=${fields}%x00`]
  const { stdout } = await git(mirror, args, { input: range(from, to) })
  return stdout
    .toString()
    .split('\0\n')
    .filter(Boolean)
    .map((record) => {
      const [sha = '', subject = '', name = '', email = '', committedAt = ''] = record.split('\0')
      return { sha, subject, author: { name, email }, committedAt: new Date(Number(committedAt) * 1000) }
    })
}

/** Files that differ between two commits or trees, at most 5,000 of them. */
export async function changedFiles(mirror: string, from: string, to: string): Promise<ChangedFile[]> {
  const args = ['diff-tree', '-r', '-z', '--no-renames', '--name-status', objectId(from), objectId(to)]
  const { stdout } = await git(mirror, args)
  const parts = stdout.toString().split('\0')
  const files: ChangedFile[] = []
  for (let at = 0; at + 1 < parts.length && files.length < mostFiles; at += 2) {
    files.push({ change: changes[parts[at] as string] ?? 'modified', path: parts[at + 1] as string })
  }
  return files
}

/** Whether `descendant` contains `ancestor`; a commit contains itself. */
export async function isAncestor(mirror: string, ancestor: string, descendant: string): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', objectId(ancestor), objectId(descendant)]
  return (await git(mirror, args, { accept: [0, 1] })).code === 0
}

const range = (from: Ids, to: Ids) => [...[to].flat().map(objectId), ...[from].flat().map((id) => `^${objectId(id)}`)].join('\n')
