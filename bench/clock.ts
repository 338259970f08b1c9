import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const pollEveryMs = 10
const patienceMs = 60_000

/** Milliseconds since 1970, with fractions, for comparing with other processes. */
export const now = () => performance.timeOrigin + performance.now()

/** How long `work` took in milliseconds, and what came of it. */
export async function timed<T>(work: () => Promise<T>): Promise<{ tookMs: number; result: T }> {
  const began = performance.now()
  const result = await work()
  return { tookMs: performance.now() - began, result }
}

interface Place {
  address?: string
  port: number
  /** The Host header, where a proxy goes by it. */
  host?: string
  path?: string
}

/** Asks every 10 ms, as a waiting browser would, until the answer contains the text. */
export async function untilAnswers(place: Place, text: string) {
  for (const end = performance.now() + patienceMs; !(await ask(place))?.includes(text); await wait(pollEveryMs))
    if (performance.now() > end) throw new Error(`${place.host ?? place.address} does not answer ${text}`)
}

/** What answers there, or null where nothing does. A connection for each: a browser that just arrived. */
const ask = ({ address = '127.0.0.1', port, host, path = '/' }: Place) =>
  new Promise<string | null>((resolve) => {
    const call = request({ host: address, port, path, agent: false, headers: host ? { host } : {}, timeout: 2000 }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk) => {
        text += chunk
      })
      answer.on('error', () => resolve(null))
      answer.on('end', () => resolve(answer.statusCode === 200 ? text : null))
    })
    call.on('timeout', () => call.destroy())
    call.on('error', () => resolve(null))
    call.end()
  })

export async function untilListens(port: number) {
  for (const end = performance.now() + patienceMs; ; await wait(pollEveryMs)) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isOpen) return
    if (performance.now() > end) throw new Error(`nothing listens on port ${port}`)
  }
}
