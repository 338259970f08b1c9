import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gitStream } from '@/lib/git/run-git'
import { readCgiAnswer } from './read-cgi-answer'

interface GitServerOptions {
  /** The folder that holds the bare repositories. */
  root: string
  /** 0 takes a free one. */
  port: number
  credentials: { username: string; password: string }
}

export interface GitServer {
  port: number
  close(): Promise<void>
}

/** What git's smart HTTP asks for; every other address is refused, so no path of the caller's reaches the disk. */
const smartPath = /^\/[a-z0-9][a-z0-9-]*\.git\/(info\/refs|git-upload-pack|git-receive-pack)$/
const operationTimeoutMs = 60_000
const largestPushBytes = 50 * 1024 * 1024

/** Serves bare repositories on loopback by git's smart HTTP, to read and to write, behind one user name and password. */
export async function startGitServer(options: GitServerOptions): Promise<GitServer> {
  const server = createServer((request, response) => {
    handle(request, response, options).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function handle(request: IncomingMessage, response: ServerResponse, { root, credentials }: GitServerOptions) {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  if (!isAllowed(request.headers.authorization, credentials)) {
    response.setHeader('www-authenticate', 'Basic realm="Branchline demo", charset="UTF-8"')
    return refuse(response, 401, 'Clone with the user name and password that Branchline printed at its first start.')
  }
  if (!smartPath.test(path)) return refuse(response, 404, 'There is no such repository.')
  if (Number(request.headers['content-length'] ?? 0) > largestPushBytes) return refuse(response, 413, tooLarge)

  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const { stdout } = gitStream(root, ['http-backend'], {
    env: { ...cgiEnv(request, root, path, query), REMOTE_USER: credentials.username },
    config: { 'receive.fsckObjects': 'true', 'receive.autogc': 'false' },
    input: request,
    timeoutMs: operationTimeoutMs,
    signal: gone.signal,
  })
  endWhenTooLarge(request, gone)
  const { status, headers, body } = await readCgiAnswer(stdout)
  response.writeHead(status, headers)
  for await (const chunk of body) {
    if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve))
  }
  response.end()
}

/** The headers that git http-backend reads, under the names CGI gives them. */
const cgiEnv = ({ method = '', headers }: IncomingMessage, root: string, path: string, query: string) => ({
  GIT_PROJECT_ROOT: root,
  GIT_HTTP_EXPORT_ALL: '1',
  GATEWAY_INTERFACE: 'CGI/1.1',
  REQUEST_METHOD: method,
  PATH_INFO: path,
  QUERY_STRING: query,
  REMOTE_ADDR: '127.0.0.1',
  CONTENT_TYPE: headers['content-type'] ?? '',
  ...(headers['content-length'] && { CONTENT_LENGTH: headers['content-length'] }),
  HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
  GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
})

/** A chunked body has no length to look at beforehand. */
function endWhenTooLarge(request: IncomingMessage, operation: AbortController) {
  let sizeBytes = 0
  request.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length
    if (sizeBytes > largestPushBytes) operation.abort()
  })
}

function isAllowed(authorization: string | undefined, { username, password }: GitServerOptions['credentials']) {
  const given = /^Basic ([A-Za-z0-9+/=]{1,1000})$/.exec(authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(sha256(Buffer.from(given, 'base64')), sha256(Buffer.from(`${username}:${password}`)))
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()
const tooLarge = `The demo's repository takes pushes of at most ${largestPushBytes / 1024 / 1024} MB.`

function refuse(response: ServerResponse, status: number, sentence: string) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${sentence}\n`)
}
