import { DomainError } from '@/lib/errors'
import { type Merger, openMerger } from './merge-tree'
import { mirrorStore, type ObjectStore, objectId, withScratchStore, writeObject } from './objects'
import { GitError, git } from './run-git'

export interface NamedCommit {
  name: string
  sha: string
}

export type MergeState = 'merges' | 'included' | 'conflicts'
export type MergedBranch = NamedCommit & { state: MergeState }

export type MergeResult =
  | { clean: true; commit: string; tree: string; branches: MergedBranch[] }
  | {
      clean: false
      branches: MergedBranch[]
      /** The first branch that does not merge onto what stands before it. The ones after it were tried without it. */
      failed: string
      files: string[]
      reason: ConflictReason
    }

interface MergeInput {
  base: NamedCommit
  branches: NamedCommit[]
}

interface Commit {
  sha: string
  tree: string
  /** Seconds since 1970. */
  committedAt: number
  parents: string[]
}

type ConflictReason = 'conflict' | 'unrelated-histories'
type StepResult = { commit: Commit } | { files: string[]; reason: ConflictReason }

interface MergeOptions {
  keep: boolean
  signal?: AbortSignal
}

/** Where merging happens. */
interface Place {
  mirror: string
  store: ObjectStore
  merger: Merger
  signal: AbortSignal | undefined
}

const identity = 'Branchline <branchline@localhost>'
const message = 'Merge a branch of the set\n'

/**
 * Merges branches onto the base, one after the other, without a checkout. The commit is a function of the ids alone: fixed
 * identity and message, dated as the younger of its parents; so the same set gives the same commit for ever. A branch whose
 * commits are all there already is `included` and adds nothing; a set that adds nothing gives the base itself.
 * With `keep` the new objects stay in the mirror (pin the commit), without it they are gone afterwards.
 */
export async function mergeBranches(mirror: string, input: MergeInput, { keep, signal }: MergeOptions): Promise<MergeResult> {
  const mergeIn = async (store: ObjectStore) => {
    const merger = openMerger(mirror, store, { signal })
    try {
      return await mergeInto({ mirror, store, merger, signal }, input)
    } finally {
      merger.close()
    }
  }
  return keep ? mergeIn(mirrorStore(mirror)) : withScratchStore(mirror, mergeIn)
}

async function mergeInto(place: Place, { base, branches }: MergeInput): Promise<MergeResult> {
  const history = await readHistory(place, base, branches)
  const merged = new Set([base.sha])
  let current = history.get(base.sha) as Commit
  let failure: { failed: string; files: string[]; reason: ConflictReason } | undefined
  const results: MergedBranch[] = []

  for (const branch of branches) {
    const tip = history.get(branch.sha)
    if (!tip || merged.has(branch.sha)) {
      results.push({ ...branch, state: 'included' })
      continue
    }
    const step = await mergeStep(place, current, tip)
    if ('commit' in step) {
      current = step.commit
      addAncestors(merged, history, branch.sha)
      results.push({ ...branch, state: 'merges' })
    } else {
      failure ??= { failed: branch.name, ...step }
      results.push({ ...branch, state: 'conflicts' })
    }
  }
  if (failure) return { clean: false, branches: results, ...failure }
  return { clean: true, commit: current.sha, tree: current.tree, branches: results }
}

/** The base and every commit of the branches that the base does not contain. */
async function readHistory({ mirror, signal }: Place, base: NamedCommit, branches: NamedCommit[]) {
  const tips = [base, ...branches].map(({ sha }) => objectId(sha))
  // Leaving out the base's parents instead of the base keeps its own tree and date in the answer.
  const input = [...tips, `^${base.sha}^@`].join('\n')
  const args = ['rev-list', '--stdin', '--no-commit-header', '--format=%H %T %ct %P']
  const { stdout, code } = await git(mirror, args, { input, signal, accept: [0, 128], maxOutputBytes: 512 * 1024 * 1024 })
  if (code !== 0) throw await missingCommit(mirror, [base, ...branches], signal)
  const history = new Map<string, Commit>()
  for (const line of stdout.toString('latin1').split('\n')) {
    const [sha = '', tree = '', committedAt = '', ...parents] = line.split(' ')
    if (sha) history.set(sha, { sha, tree, committedAt: Number(committedAt), parents: parents.filter(Boolean) })
  }
  return history
}

async function missingCommit(mirror: string, commits: NamedCommit[], signal?: AbortSignal) {
  const input = commits.map(({ sha }) => `${sha}^{commit}\n`).join('')
  const { stdout } = await git(mirror, ['cat-file', '--batch-check=%(objectname)'], { input, signal })
  const lines = stdout.toString().split('\n')
  const missing = commits.find(({ sha }, index) => lines[index] !== sha)
  if (!missing) return new Error(`The history of ${commits.map(({ sha }) => sha).join(', ')} could not be read`)
  const { name, sha } = missing
  return new DomainError(
    'invalid',
    `The commit ${sha.slice(0, 12)} of ${name} is not in the repository any more. Refresh the branches and choose again.`,
    { reason: 'commit-missing', params: { branch: name, sha } },
  )
}

function addAncestors(merged: Set<string>, history: Map<string, Commit>, from: string) {
  const stack = [from]
  for (let sha = stack.pop(); sha !== undefined; sha = stack.pop()) {
    if (merged.has(sha)) continue
    merged.add(sha)
    stack.push(...(history.get(sha)?.parents.filter((parent) => history.has(parent)) ?? []))
  }
}

async function mergeStep({ mirror, store, merger, signal }: Place, onto: Commit, tip: Commit): Promise<StepResult> {
  try {
    const merged = await merger.merge(onto.sha, tip.sha)
    if ('files' in merged) return { files: merged.files, reason: 'conflict' }
    return { commit: await writeMergeCommit(store, merged.tree, onto, tip) }
  } catch (error) {
    const isAnswer = error instanceof GitError && (await areUnrelated(mirror, store, onto.sha, tip.sha, signal))
    if (isAnswer) return { files: [], reason: 'unrelated-histories' }
    throw error
  }
}

/** Two commits without a common ancestor cannot be merged: git has nothing to compare them with. */
export async function areUnrelated(mirror: string, store: ObjectStore, a: string, b: string, signal?: AbortSignal) {
  const { code } = await git(mirror, ['merge-base', objectId(a), objectId(b)], { env: store.env, signal, accept: [0, 1] })
  return code === 1
}

async function writeMergeCommit(store: ObjectStore, tree: string, onto: Commit, tip: Commit): Promise<Commit> {
  const committedAt = Math.max(onto.committedAt, tip.committedAt)
  const who = `${identity} ${committedAt} +0000`
  const body = `tree ${tree}\nparent ${onto.sha}\nparent ${tip.sha}\nauthor ${who}\ncommitter ${who}\n\n${message}`
  const sha = await writeObject(store, 'commit', Buffer.from(body), onto.sha)
  return { sha, tree, committedAt, parents: [onto.sha, tip.sha] }
}
