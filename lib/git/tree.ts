import { DomainError } from '@/lib/errors'
import { ExecError } from '@/lib/exec'
import { objectId } from './objects'
import { git } from './run-git'

export interface TreeEntry {
  mode: string
  type: 'blob' | 'tree' | 'commit'
  oid: string
  /** 0 for what is not a file. */
  sizeBytes: number
  path: string
  /** The path's bytes, one per character: names need not be UTF-8, and must come out as they went in. */
  bytes: string
}

const mostListingBytes = 64 * 1024 * 1024

/** Everything in a commit's tree, folders before what is in them. Throws `limit` for more than a listing can hold. */
export async function readTree(mirror: string, commit: string, signal?: AbortSignal): Promise<TreeEntry[]> {
  const args = ['ls-tree', '-r', '-t', '-l', '-z', '--full-tree', objectId(commit)]
  try {
    const { stdout } = await git(mirror, args, { signal, maxOutputBytes: mostListingBytes })
    return parseTree(stdout)
  } catch (error) {
    if (!(error instanceof ExecError) || error.kind !== 'too-large') throw error
    throw new DomainError('limit', 'The commit contains more files than Branchline can build.', {
      key: 'too-many-files',
      cause: error,
    })
  }
}

/** Records of `mode SP type SP oid SP+ size TAB path NUL`. */
function parseTree(output: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = []
  const text = output.toString('latin1')
  for (let start = 0, end = text.indexOf('\0'); end >= 0; start = end + 1, end = text.indexOf('\0', start)) {
    const tab = text.indexOf('\t', start)
    const [mode = '', type, oid = '', size] = text.slice(start, tab).split(/ +/)
    const bytes = text.slice(tab + 1, end)
    const sizeBytes = size === '-' ? 0 : Number(size)
    entries.push({ mode, type: type as TreeEntry['type'], oid, sizeBytes, path: decode(bytes), bytes })
  }
  return entries
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
const decode = (bytes: string) => (/^[\x00-\x7f]*$/.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString())

/** The contents of a few objects, in the order asked for, by one process. */
export async function readObjects(mirror: string, oids: string[], signal?: AbortSignal): Promise<Buffer[]> {
  const input = oids.map((oid) => `${objectId(oid)}\n`).join('')
  const { stdout } = await git(mirror, ['cat-file', '--batch'], { input, signal })
  let at = 0
  return oids.map((oid) => {
    const lineEnd = stdout.indexOf('\n', at)
    const size = Number(stdout.toString('latin1', at, lineEnd).split(' ')[2])
    if (!Number.isInteger(size)) throw new Error(`The object ${oid} is not in the mirror`)
    const content = stdout.subarray(lineEnd + 1, lineEnd + 1 + size)
    at = lineEnd + 1 + size + 1
    return content
  })
}
