// A process of its own that loads one host behind the proxy until it is told to stop, and then says what failed.
import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'

const [port = '', host = ''] = process.argv.slice(2)
const lanes = 40
const thinkMs = { least: 8, most: 24 }
const longEveryMs = 200
const socketEveryMs = 250
const socketLivesMs = 3000
const requestTimeoutMs = 20_000

/** `failures`: what went wrong → how often. Nothing is ever tried again. */
export interface LoadResult {
  requests: number
  long: number
  sockets: number
  failures: Record<string, number>
}

const result: LoadResult = { requests: 0, long: 0, sockets: 0, failures: {} }
let isEnding = false

function fail(what: string) {
  result.failures[what] = (result.failures[what] ?? 0) + 1
}

/** A connection for each lane that stays open, as a browser's does. */
async function keepAsking() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let turn = 0; !isEnding; turn++) {
    await ask('request', turn % 4 === 0 ? 'POST' : 'GET', '/', agent)
    result.requests++
    await wait(thinkMs.least + Math.random() * (thinkMs.most - thinkMs.least))
  }
  agent.destroy()
}

function ask(kind: string, method: 'GET' | 'POST', path: string, agent: Agent | false) {
  return new Promise<void>((resolve) => {
    const end = (trouble?: string) => {
      if (trouble) fail(`${kind} ${method}: ${trouble}`)
      resolve()
    }
    const call = request(
      { port, host: '127.0.0.1', method, path, agent, headers: { host }, timeout: requestTimeoutMs },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk) => {
          text += chunk
        })
        answer.on('error', (error) => end(`cut, ${error.message}`))
        answer.on('end', () => end(answer.statusCode === 200 && text.endsWith('.') ? undefined : `status ${answer.statusCode}`))
      },
    )
    call.on('timeout', () => call.destroy(new Error('timeout')))
    call.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
    call.end(method === 'POST' ? 'x'.repeat(1000) : undefined)
  })
}

async function askLong() {
  await ask('long request', 'GET', '/slow', false)
  result.long++
}

/** Sends, waits for the echo, sends again; only we may close it. */
function holdSocket() {
  return new Promise<void>((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { headers: { host }, handshakeTimeout: requestTimeoutMs })
    let isOurClose = false
    const timer = setTimeout(() => {
      isOurClose = true
      socket.close()
    }, socketLivesMs)
    const send = () => socket.readyState === WebSocket.OPEN && socket.send('hello')
    socket.on('open', send)
    socket.on('message', () => setTimeout(send, 100))
    socket.on('error', (error) => fail(`socket: ${error.message}`))
    socket.on('close', () => {
      clearTimeout(timer)
      if (!isOurClose) fail('socket: closed by the other side')
      result.sockets++
      resolve()
    })
  })
}

const underway = new Set<Promise<void>>()
function begin(work: () => Promise<void>) {
  const promise = work().finally(() => underway.delete(promise))
  underway.add(promise)
}

for (let lane = 0; lane < lanes; lane++) begin(keepAsking)
const timers = [setInterval(() => begin(askLong), longEveryMs), setInterval(() => begin(holdSocket), socketEveryMs)]

process.on('message', async (message) => {
  if (message === 'how many') return void process.send?.({ requests: result.requests })
  isEnding = true
  for (const timer of timers) clearInterval(timer)
  while (underway.size > 0) await Promise.all(underway)
  process.send?.(result)
  process.disconnect()
})
process.on('disconnect', () => process.exit(0))
