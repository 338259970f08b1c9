import { connect } from 'node:net'
import { DomainError } from '@/lib/errors'
import type { Words } from '@/lib/words'

/**
 * `unreachable`: nothing listens on the socket, we may not open it, or it broke off. `timeout`: it listens but does not answer.
 * `refused`: it answered that a command is wrong, or names something it does not have.
 */
export type ProxyErrorKind = 'unreachable' | 'timeout' | 'refused'

export class ProxyError extends DomainError {
  constructor(
    readonly kind: ProxyErrorKind,
    message: string,
    options: ErrorOptions & Partial<Words> = {},
  ) {
    super('unavailable', message, { ...options, reason: `proxy-${kind}` })
    this.name = 'ProxyError'
  }
}

// A command line must fit into HAProxy's buffer of 16 KiB together with what it reserves for itself.
const longestLineBytes = 12_000

/**
 * Sends the commands in their order, as one line while they fit into one, and returns one answer for each ('' when it says
 * nothing). Throws ProxyError; after `refused` all commands have been carried out except the refused ones.
 */
export async function sendCommands(socketPath: string, commands: string[], timeoutMs = 2000): Promise<string[]> {
  const deadline = AbortSignal.timeout(timeoutMs)
  const answers: string[] = []
  for (const line of lines(commands)) answers.push(...(await sendLine(socketPath, line, deadline)))
  const refused = commands.flatMap((command, index) =>
    isRefusal(answers[index]) ? [`${command}: ${messageOf(answers[index])}`] : [],
  )
  if (refused.length)
    throw new ProxyError('refused', `The proxy refused a command: ${refused.join('; ')}`, {
      params: { words: refused.join('; ') },
    })
  return answers.map(messageOf)
}

function* lines(commands: string[]) {
  let line: string[] = []
  let bytes = 0
  for (const command of commands) {
    if (!/^[\x20-\x7e]+$/.test(command) || command.includes(';'))
      throw new Error(`Not one proxy command: ${JSON.stringify(command)}`)
    if (line.length && bytes + command.length >= longestLineBytes) {
      yield line
      line = []
      bytes = 0
    }
    line.push(command)
    bytes += command.length + 1
  }
  if (line.length) yield line
}

// The numbers say what is an error, whatever the wording of a release is.
const withSeverity = 'set severity-output number'

async function sendLine(socketPath: string, commands: string[], deadline: AbortSignal) {
  const text = await exchange(socketPath, `${[withSeverity, ...commands].join(';')}\n`, deadline)
  const answers = splitAnswers(text).slice(1)
  if (answers.length !== commands.length)
    throw new ProxyError('unreachable', `The proxy broke off after ${answers.length} of ${commands.length} answers.`, {
      key: 'proxy-broke-off',
    })
  return answers
}

/** An answer ends with an empty line; one that says nothing is only that line. */
function splitAnswers(text: string) {
  const answers: string[] = []
  let current = ''
  for (const line of text.split('\n').slice(0, -1)) {
    if (line) current += `${line}\n`
    else {
      answers.push(current)
      current = ''
    }
  }
  return answers
}

const isRefusal = (answer = '') => /^\[[0-3]\]: /.test(answer) || /^\[\d\]: Unknown command/.test(answer)
const messageOf = (answer = '') => answer.replace(/^\[\d\]: /, '').trimEnd()

function exchange(socketPath: string, line: string, deadline: AbortSignal) {
  return new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(socketPath)
    const onDeadline = () => {
      socket.destroy()
      reject(new ProxyError('timeout', 'The proxy does not answer on its control socket.'))
    }
    if (deadline.aborted) onDeadline()
    deadline.addEventListener('abort', onDeadline, { once: true })
    socket.on('connect', () => socket.write(line))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    socket.on('error', (cause) => reject(unreachable(cause)))
    socket.on('close', () => deadline.removeEventListener('abort', onDeadline))
  })
}

function unreachable(cause: NodeJS.ErrnoException) {
  if (cause.code === 'EACCES') {
    const sentence = "The proxy's control socket may not be opened: run worker and proxy as the same user."
    return new ProxyError('unreachable', sentence, { key: 'proxy-forbidden', cause })
  }
  const sentence = 'The proxy is not running: start it with npm start, or the haproxy service of docker-compose.yml.'
  return new ProxyError('unreachable', sentence, { cause })
}
