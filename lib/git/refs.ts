import { git } from './run-git'

export const headsPrefix = 'refs/heads/'
/** Our own refs, outside what a fetch mirrors and prunes. */
export const pinsPrefix = 'refs/branchline/'

/** Branch names and their commits, as the mirror knows them. With `readable` a commit that is missing is a GitError. */
export async function readHeads(mirror: string, { readable = false } = {}): Promise<Map<string, string>> {
  // git looks at an object when asked for its type.
  const type = readable ? '%(if)%(objecttype)%(then)%(end)' : ''
  const { stdout } = await git(mirror, ['for-each-ref', `--format=%(objectname) ${type}%(refname)`, headsPrefix])
  return parseHeads(stdout)
}

/** Lines of an id, a space or a tab, and `refs/heads/…`; other refs are left out. */
export function parseHeads(output: Buffer): Map<string, string> {
  const heads = new Map<string, string>()
  for (const line of output.toString().split('\n')) {
    const end = line.search(/[ \t]/)
    if (end >= 40 && line.startsWith(headsPrefix, end + 1))
      heads.set(line.slice(end + 1 + headsPrefix.length), line.slice(0, end))
  }
  return heads
}

/** The commit of a branch, or null. The name is looked up here, never given to git. */
export async function headOf(mirror: string, branchName: string): Promise<string | null> {
  return (await readHeads(mirror)).get(branchName) ?? null
}
