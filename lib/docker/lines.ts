const lineCapBytes = 8 * 1024
const cutMark = ' … [line cut at 8 KB]'

/** Bytes in, whole lines out. What a line has beyond 8 KB is dropped with a mark, so that no output can fill the memory. */
export class LineSplitter {
  #kept: Buffer[] = []
  #keptBytes = 0
  #isCut = false

  push(chunk: Buffer): string[] {
    const lines: string[] = []
    let from = 0
    for (let to = chunk.indexOf(10); to !== -1; to = chunk.indexOf(10, from)) {
      lines.push(this.#take(chunk.subarray(from, to)))
      from = to + 1
    }
    this.#keep(chunk.subarray(from))
    return lines
  }

  /** The last line, when the output ended without a line break. */
  end(): string[] {
    return this.#keptBytes > 0 ? [this.#take(Buffer.alloc(0))] : []
  }

  #keep(part: Buffer) {
    const room = lineCapBytes - this.#keptBytes
    if (part.length > room) this.#isCut = true
    if (part.length === 0 || room === 0) return
    // A copy, because a slice would keep the whole chunk alive.
    const kept = Buffer.from(part.subarray(0, room))
    this.#kept.push(kept)
    this.#keptBytes += kept.length
  }

  #take(last: Buffer): string {
    // Most lines lie whole in their chunk and need no copy.
    if (this.#keptBytes === 0 && last.length <= lineCapBytes) return clean(last.toString('utf8').replace(/\r$/, ''))
    this.#keep(last)
    const text = Buffer.concat(this.#kept).toString('utf8')
    const line = this.#isCut ? text + cutMark : text.replace(/\r$/, '')
    this.#kept = []
    this.#keptBytes = 0
    this.#isCut = false
    return clean(line)
  }
}

/** PostgreSQL's text cannot hold NUL. */
const clean = (line: string) => line.replaceAll('\0', '\uFFFD')

const messageCapChars = 32 * 1024 * 1024

/** The engine's answers of one JSON document per line. */
export async function* jsonLines<T>(stream: AsyncIterable<Buffer>): AsyncGenerator<T> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > messageCapChars) throw new Error('The Docker Engine sent a message without an end.')
    for (const line of lines) if (line.trim()) yield JSON.parse(line)
  }
  if (rest.trim()) yield JSON.parse(rest)
}
