import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { env } from '@/lib/env'
import { type Connection, openConnection, type Remote } from './connection'
import { createMirror } from './create-mirror'
import { parseHeads, readHeads } from './refs'
import { explainRemoteFailure } from './remote-failure'
import { isDamaged, rebuildMirror, removeStaleLocks, removeStaleTransfers } from './repair'
import { GitError, git, gitOutside } from './run-git'

export interface FetchResult {
  /** The remote's branches and their commits, which are the mirror's now. */
  heads: Map<string, string>
  /** Whether anything was transferred: no branch had moved, come or gone otherwise. */
  transferred: boolean
  /** Over ssh: what to recognise the server by from now on. */
  hostKeys?: string
  /** The mirror was beyond repair and was fetched anew; the old one stands beside it as `….damaged`. */
  rebuilt: boolean
}

export interface FetchOptions {
  signal?: AbortSignal
  /** Default: what the operator allows by BRANCHLINE_ALLOWED_HOSTS. */
  allowedHosts?: string[]
  /** Until the remote has named its branches. */
  answerTimeoutMs?: number
  /** Until everything is here. */
  transferTimeoutMs?: number
  /** Somebody is about to deploy: transfers without asking first, at the price of a needless transfer when nothing moved. */
  expectsNews?: boolean
}

const packTimeoutMs = 10 * 60_000
/** From so many moved branches on, packing refs and history pays for every later look. */
const manyMoves = 200

/**
 * Makes the mirror's branches equal to the remote's, creating the mirror at first use. Asks what the branches are, and
 * transfers only when one moved. Refs under `refs/branchline/` stay.
 *
 * The caller holds a lock of this mirror that ends with its process, such as an advisory lock of the database. Should two
 * fetch all the same, no data is harmed and the later one may fail; what a killed one left is removed by the next.
 *
 * Throws DomainError `unavailable` with a sentence that names the cause when the remote does not serve, and `invalid` for a
 * URL or an address that is not allowed.
 */
export async function fetchMirror(mirror: string, remote: Remote, options: FetchOptions = {}): Promise<FetchResult> {
  const connection = await openConnection(remote, options.allowedHosts ?? env().allowedHosts)
  try {
    const atOnce = options.expectsNews ? await transferAtOnce(mirror, connection, options) : null
    const result = atOnce ?? (await askThenFollow(mirror, connection, options))
    return { ...result, hostKeys: await connection.hostKeys() }
  } catch (error) {
    throw await explainRemoteFailure(error, connection)
  } finally {
    await connection.close()
  }
}

async function askThenFollow(mirror: string, connection: Connection, options: FetchOptions) {
  const heads = await askRemote(connection, options)
  await createMirror(mirror)
  const outcome = await follow(mirror, heads, (target) => transfer(target, connection, options), options.signal)
  return { heads, ...outcome }
}

async function askRemote(connection: Connection, { answerTimeoutMs = 30_000, signal }: FetchOptions) {
  const args = ['ls-remote', '--quiet', '--', connection.url.href, 'refs/heads/*']
  const { dir, env, config } = connection
  const { stdout } = await gitOutside(dir, args, { env, config, signal, timeoutMs: answerTimeoutMs })
  const heads = parseHeads(stdout)
  if (heads.size === 0) {
    // A web page without a line's end passes for the list of an empty repository; only git itself speaks in packets.
    const trace = { ...env, GIT_TRACE_PACKET: '1' }
    const { stderr } = await gitOutside(dir, args, { env: trace, config, signal, timeoutMs: answerTimeoutMs })
    if (!stderr.includes(' packet: ')) throw new GitError('ls-remote', 0, 'is this a git repository?')
  }
  return heads
}

async function transfer(
  target: string,
  connection: Connection,
  { transferTimeoutMs = 15 * 60_000, signal }: FetchOptions,
  ways = ['--prune', '--no-write-fetch-head'],
) {
  const quiet = ['--quiet', '--no-tags', '--no-auto-maintenance', '--no-recurse-submodules']
  const args = ['fetch', ...ways, ...quiet, '--', connection.url.href, '+refs/heads/*:refs/heads/*']
  await git(target, args, { env: connection.env, config: connection.config, signal, timeoutMs: transferTimeoutMs })
}

/**
 * One process that transfers and notes what the remote has. Null where that does not settle everything: a branch is gone,
 * there is no mirror yet, or something failed. Then the remote is asked as always, and what it says decides.
 */
async function transferAtOnce(mirror: string, connection: Connection, options: FetchOptions) {
  if (!existsSync(mirror)) return null
  try {
    await transfer(mirror, connection, options, ['--write-fetch-head'])
    const [heads, kept] = await Promise.all([readFetched(mirror), readHeads(mirror, { readable: true })])
    const isEqual = heads.size > 0 && countMoves(kept, heads) === 0
    return isEqual ? { heads, transferred: true, rebuilt: false } : null
  } catch (error) {
    options.signal?.throwIfAborted()
    return unreadable(error)
  }
}

/** git's own note of the last fetch: every branch of the remote, moved or not. */
async function readFetched(mirror: string): Promise<Map<string, string>> {
  const note = await readFile(path.join(mirror, 'FETCH_HEAD'), 'utf8')
  const lines = note.matchAll(/^([0-9a-f]{40,64})\t(?:not-for-merge)?\tbranch '(\S+)' of /gm)
  return new Map(Array.from(lines, ([, sha, name]) => [name as string, sha as string]))
}

type Transfer = (target: string) => Promise<void>

async function follow(mirror: string, heads: Map<string, string>, transfer: Transfer, signal?: AbortSignal) {
  const local = await readHeads(mirror).catch(unreadable)
  const moves = local ? countMoves(local, heads) : heads.size
  const isWhole = local !== null && (moves > 0 || (await hasAll(mirror, heads, signal)))
  if (isWhole && moves === 0) return { transferred: false, rebuilt: false }

  const rebuilt = !(isWhole && (await transferOrMend(mirror, transfer, signal)))
  if (rebuilt) await rebuildMirror(mirror, transfer, signal)
  if (rebuilt || moves >= manyMoves) await pack(mirror, signal)
  return { transferred: true, rebuilt }
}

/** True when the mirror follows the remote; false when it is damaged; throws when the remote is to blame. */
async function transferOrMend(mirror: string, transfer: Transfer, signal?: AbortSignal): Promise<boolean> {
  try {
    await transfer(mirror)
    return true
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    await removeStaleTransfers(mirror)
    if (await removeStaleLocks(mirror, signal)) return transferOrMend(mirror, transfer, signal)
    if (await isDamaged(mirror, signal)) return false
    throw error
  }
}

function countMoves(local: Map<string, string>, remote: Map<string, string>) {
  let moves = 0
  for (const [name, sha] of remote) if (local.get(name) !== sha) moves++
  for (const name of local.keys()) if (!remote.has(name)) moves++
  return moves
}

/** Whether the commits of all branches can be read: a cut pack shows here, not only when someone deploys. */
async function hasAll(mirror: string, heads: Map<string, string>, signal?: AbortSignal) {
  const input = [...new Set(heads.values())].join('\n')
  const { code, stdout } = await git(mirror, ['cat-file', '--batch-check=%(objecttype)'], { input, signal, accept: [0, 128] })
  return code === 0 && !/missing$/m.test(stdout.toString())
}

async function pack(mirror: string, signal?: AbortSignal) {
  await git(mirror, ['pack-refs', '--all'], { signal, timeoutMs: packTimeoutMs })
  await git(mirror, ['commit-graph', 'write', '--reachable', '--no-progress'], { signal, timeoutMs: packTimeoutMs })
}

function unreadable(error: unknown): null {
  if (error instanceof GitError) return null
  throw error
}
