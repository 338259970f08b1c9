import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { execStream } from '@/lib/exec'

export interface GitServerOptions {
  /** The folder whose bare repositories are served. */
  root: string
  host?: string
  port?: number
  credentials?: { username: string; password: string }
  allowPush?: boolean
}

/** How the server misbehaves from now on. */
export interface Trouble {
  /** Waits before it answers. */
  delayMs?: number
  /** Takes requests and never answers. */
  silent?: boolean
  /** Answers every request with this status. */
  status?: number
  headers?: Record<string, string>
  /** The text of that answer; with status 200, what a login page would be. */
  body?: string
}

const longestRequestMs = 15 * 60_000

/** Serves git repositories over smart HTTP by git's own `http-backend`: the demo's remote, and the remote of tests. */
export async function startGitServer(options: GitServerOptions) {
  let trouble: Trouble = {}
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    answer(options, trouble, request, response).catch((error) => response.destroy(error))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://${options.host ?? '127.0.0.1'}:${port}`,
    /** Every request seen, as `METHOD /path?query`. */
    requests,
    misbehave(next: Trouble) {
      trouble = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(options: GitServerOptions, trouble: Trouble, request: IncomingMessage, response: ServerResponse) {
  if (trouble.silent) return
  if (trouble.delayMs) await wait(trouble.delayMs)
  if (trouble.status) return void response.writeHead(trouble.status, trouble.headers).end(trouble.body)
  if (options.credentials && request.headers.authorization !== basic(options.credentials)) {
    return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
  }
  const [pathname = '/', query = ''] = (request.url ?? '/').split('?')
  const abort = new AbortController()
  response.once('close', () => abort.abort())
  const { stdout } = execStream('git', ['http-backend'], {
    env: cgiEnv(options, request, decodeURIComponent(pathname), query),
    input: request,
    timeoutMs: longestRequestMs,
    signal: abort.signal,
  })
  const { status, headers, rest } = await readCgiHead(stdout)
  response.writeHead(status, headers)
  response.write(rest)
  stdout.pipe(response)
}

const basic = ({ username, password }: { username: string; password: string }) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

function cgiEnv(options: GitServerOptions, request: IncomingMessage, pathInfo: string, query: string) {
  const header = (name: string) => String(request.headers[name] ?? '')
  const config = {
    'http.receivepack': options.allowPush ? 'true' : 'false',
    'safe.directory': '*',
    'core.hooksPath': '/dev/null',
  }
  return {
    GIT_PROJECT_ROOT: options.root,
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_COUNT: String(Object.keys(config).length),
    ...Object.fromEntries(
      Object.entries(config).flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
    PATH_INFO: pathInfo,
    QUERY_STRING: query,
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: header('content-type'),
    ...(request.headers['content-length'] ? { CONTENT_LENGTH: header('content-length') } : {}),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    GIT_PROTOCOL: header('git-protocol'),
    REMOTE_ADDR: request.socket.remoteAddress ?? '',
  }
}

/** A CGI program writes headers, an empty line, and the body; `rest` is what of the body came with the headers. */
async function readCgiHead(stream: Readable) {
  let head = Buffer.alloc(0)
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    head = Buffer.concat([head, chunk])
    if (head.includes('\r\n\r\n')) break
  }
  const end = head.indexOf('\r\n\r\n')
  if (end < 0) return { status: 500, headers: {}, rest: Buffer.alloc(0) }
  const lines = head.subarray(0, end).toString().split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const { status = '200', ...others } = headers
  return { status: Number.parseInt(status, 10), headers: others, rest: head.subarray(end + 4) }
}
