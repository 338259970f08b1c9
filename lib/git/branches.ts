import { createHash } from 'node:crypto'
import { countAgainst, parseCommitGraph } from './commit-graph'
import { headsPrefix, readHeads } from './refs'
import { git } from './run-git'

export interface Branch {
  name: string
  sha: string
  subject: string
  author: { name: string; email: string }
  committedAt: Date
  /** Commits that only the branch has; null while the base branch does not exist. */
  ahead: number | null
  /** Commits that only the base has. */
  behind: number | null
}

const fields = ['refname', 'objectname', 'contents:subject', 'authorname', 'authoremail:trim', 'committerdate:unix']
const format = `--format=${fields.map((field) => `%(${field})`).join('%00')}%00`
const keptLists = 50
const listByKey = new Map<string, { fingerprint: string; branches: Branch[] }>()

/** Every branch of the mirror, newest first, measured against the base branch. Unchanged branches are answered from memory. */
export async function listBranches(
  mirror: string,
  baseBranch: string,
  options: { signal?: AbortSignal } = {},
): Promise<Branch[]> {
  const key = `${mirror}\0${baseBranch}`
  const heads = await readHeads(mirror)
  const fingerprint = fingerprintOf(heads)
  const known = listByKey.get(key)
  if (known?.fingerprint === fingerprint) return known.branches

  // A branch that moves between these two reads has no counts until the next call, which sees another fingerprint.
  const [branches, countFor] = await Promise.all([
    readBranches(mirror, options.signal),
    readCounts(mirror, heads, baseBranch, options.signal),
  ])
  for (const branch of branches) Object.assign(branch, countFor?.(branch.sha))
  branches.sort((a, b) => b.committedAt.getTime() - a.committedAt.getTime() || (a.name < b.name ? -1 : 1))
  remember(key, { fingerprint, branches })
  return branches
}

async function readBranches(mirror: string, signal?: AbortSignal): Promise<Branch[]> {
  const { stdout } = await git(mirror, ['for-each-ref', format, headsPrefix], { signal })
  return stdout
    .toString()
    .split('\0\n')
    .filter(Boolean)
    .map((record) => {
      const [ref = '', sha = '', subject = '', name = '', email = '', committedAt = ''] = record.split('\0')
      return {
        name: ref.slice(headsPrefix.length),
        sha,
        subject,
        author: { name, email },
        committedAt: new Date(Number(committedAt) * 1000),
        ahead: null,
        behind: null,
      }
    })
}

async function readCounts(mirror: string, heads: Map<string, string>, baseBranch: string, signal?: AbortSignal) {
  const base = heads.get(baseBranch)
  if (!base) return null
  const input = [...heads.values()].join('\n')
  const args = ['rev-list', '--topo-order', '--parents', '--stdin']
  const { stdout } = await git(mirror, args, { input, signal, maxOutputBytes: 512 * 1024 * 1024 })
  return countAgainst(parseCommitGraph(stdout), base)
}

function fingerprintOf(heads: Map<string, string>) {
  const hash = createHash('sha1')
  for (const [name, sha] of [...heads].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${sha} ${name}\n`)
  return hash.digest('base64')
}

function remember(key: string, list: { fingerprint: string; branches: Branch[] }) {
  listByKey.delete(key)
  listByKey.set(key, list)
  const [oldest] = listByKey.keys()
  if (listByKey.size > keptLists && oldest !== undefined) listByKey.delete(oldest)
}
