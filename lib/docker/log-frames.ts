export interface LogFrame {
  stream: 'stdout' | 'stderr'
  payload: Buffer
}

const headerBytes = 8

/** Takes apart what the engine sends for a container without a terminal: a header of stream and length before each message. */
export async function* logFrames(stream: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<LogFrame> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let at = 0
    while (bytes.length - at >= headerBytes) {
      const end = at + headerBytes + bytes.readUInt32BE(at + 4)
      if (end > bytes.length) break
      yield { stream: bytes[at] === 2 ? 'stderr' : 'stdout', payload: bytes.subarray(at + headerBytes, end) }
      at = end
    }
    rest = bytes.subarray(at)
  }
}
