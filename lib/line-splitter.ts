import { StringDecoder } from 'node:string_decoder'

const longestLine = 64 * 1024

/** Cuts a stream of bytes into lines of text. A line without an end comes in pieces, so that it cannot fill the memory. */
export function lineSplitter(onLine: (text: string) => void) {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return {
    push(chunk: Buffer) {
      const lines = (rest + decoder.write(chunk)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line)
      for (; rest.length > longestLine; rest = rest.slice(longestLine)) onLine(rest.slice(0, longestLine))
    },
    /** Hands out what came after the last line's end. */
    end() {
      rest += decoder.end()
      if (rest) onLine(rest)
      rest = ''
    },
  }
}
