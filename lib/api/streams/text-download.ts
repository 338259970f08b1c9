import type { TypedResponse } from 'hono'
import type { ApiContext } from '../context'
import { takePlace } from './open-streams'

/** Answers with a text file, written as it is read, and never shown as a page. */
export function answerDownload(c: ApiContext, fileName: string, pieces: AsyncGenerator<string>) {
  const leavePlace = takePlace(c.get('actor'))
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next().catch((error) => {
        leavePlace()
        throw error
      })
      if (!done) return controller.enqueue(encoder.encode(value))
      leavePlace()
      controller.close()
    },
    async cancel() {
      leavePlace()
      await pieces.return(undefined)
    },
  })
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  }
  const response: Response = c.body(stream, 200, headers)
  return response as Response & TypedResponse<string, 200, 'text'>
}
