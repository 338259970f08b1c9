import type { Readable } from 'node:stream'

const longestHeaderBytes = 64 * 1024

/** Splits what a CGI program prints into its header and the rest. Throws when it ends before its header does. */
export async function readCgiAnswer(stdout: Readable) {
  const chunks = stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let head = Buffer.alloc(0)
  let end = -1
  while (end === -1) {
    const { value, done } = await chunks.next()
    if (done || head.length > longestHeaderBytes) throw new Error('the program ended without an answer')
    head = Buffer.concat([head, value])
    end = head.indexOf('\r\n\r\n')
  }
  const fields = head
    .subarray(0, end)
    .toString('latin1')
    .split('\r\n')
    .map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    })
  const { status = '200', ...headers } = Object.fromEntries(fields)
  async function* body() {
    yield head.subarray(end + 4)
    yield* { [Symbol.asyncIterator]: () => chunks }
  }
  return { status: Number.parseInt(status, 10), headers, body: body() }
}
