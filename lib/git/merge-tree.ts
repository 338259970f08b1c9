import { existsSync } from 'node:fs'
import { PassThrough, type Readable } from 'node:stream'
import { type ObjectStore, objectId } from './objects'
import { GitError, gitStream } from './run-git'

/** What merging two commits gives: a tree, or the files in conflict. */
export type MergedTree = { tree: string } | { files: string[] }

export const mergeTreeArgs = ['merge-tree', '--write-tree', '--stdin', '--name-only', '--no-messages']

/** A pair as `merge-tree` reads it. */
export const mergeLine = (onto: string, tip: string) => `${objectId(onto)} ${objectId(tip)}\n`

/** Each record is `1 NUL tree NUL NUL` when clean, else `0 NUL tree NUL (file NUL)+ NUL`. */
export function parseMerges(output: Buffer): MergedTree[] {
  const merges: MergedTree[] = []
  const fields = output.toString().split('\0')
  for (let at = 0; at + 2 < fields.length; at++) {
    const isClean = fields[at] === '1'
    const tree = fields[at + 1] as string
    const end = fields.indexOf('', at + 2)
    merges.push(isClean ? { tree } : { files: fields.slice(at + 2, end) })
    at = end
  }
  return merges
}

/** git before 2.49 holds its answers back until it ends; the C library can be told not to. */
const stdbuf = '/usr/bin/stdbuf'
const speakingAtOnce = existsSync(stdbuf) ? [stdbuf, '-o0'] : []
const silenceMs = 2000
/** Whether git was seen to answer only at its end; from then on every merge has a process of its own. */
let isReticent = false

export type Merger = ReturnType<typeof openMerger>

/**
 * Merges pairs of commits, each as soon as it is known, in one process: the start of a process costs more than most merges.
 * Rejects with a GitError for two commits without a common ancestor; the merger can be used on. Ask one thing at a time.
 */
export function openMerger(
  mirror: string,
  store: ObjectStore,
  { signal, prefix = speakingAtOnce }: { signal?: AbortSignal; prefix?: string[] } = {},
) {
  const start = (): { input: PassThrough; output: Readable } => {
    const input = new PassThrough()
    const { stdout } = gitStream(mirror, mergeTreeArgs, { env: store.env, input, signal, timeoutMs: 10 * 60_000, prefix })
    return { input, output: stdout }
  }
  let open: ReturnType<typeof start> | null = start()
  return {
    async merge(onto: string, tip: string): Promise<MergedTree> {
      open ??= start()
      const { input, output } = open
      const ask = () => (isReticent ? input.end(mergeLine(onto, tip)) : input.write(mergeLine(onto, tip)))
      const silence = setTimeout(() => {
        isReticent = true
        input.end()
      }, silenceMs)
      try {
        const record = await readRecord(output, ask)
        return parseMerges(record)[0] as MergedTree
      } catch (error) {
        open = null
        throw error
      } finally {
        clearTimeout(silence)
        if (isReticent) open = null
      }
    },
    close() {
      open?.input.end()
      open = null
    },
  }
}

const recordEnd = Buffer.from('\0\0')

function readRecord(output: Readable, ask: () => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let record = Buffer.alloc(0)
    const read = (chunk: Buffer) => {
      record = Buffer.concat([record, chunk])
      if (record.subarray(-2).equals(recordEnd)) settle(() => resolve(record))
    }
    const fail = (error: Error) => settle(() => reject(error))
    const end = () => fail(new GitError('merge-tree', 0, 'ended without an answer'))
    const settle = (outcome: () => void) => {
      output.off('data', read).off('error', fail).off('end', end)
      outcome()
    }
    output.on('data', read).on('error', fail).on('end', end)
    ask()
  })
}
