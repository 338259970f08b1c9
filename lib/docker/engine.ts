import http from 'node:http'
import type { Readable } from 'node:stream'
import { inspect } from 'node:util'
import type DockerModem from 'docker-modem'
import Docker from 'dockerode'
import { statusOf, timedOut, toDomainError } from '@/lib/docker/engine-errors'
import { env } from '@/lib/env'
import { DomainError, wordsOf } from '@/lib/errors'
import type { Words } from '@/lib/words'

const answerTimeoutMs = 30_000
const oldestApi = [1, 41] as const

let client: Docker | undefined

/** The Docker Engine named by DOCKER_HOST. Requests go out unversioned, so that engine 20.10 and engines that dropped its API both understand. */
export function engine(): Docker {
  client ??= connect(env().DOCKER_HOST)
  return client
}

export function connect(host: string): Docker {
  const url = new URL(host)
  if (url.protocol !== 'unix:') return new Docker({ host: url.hostname, port: url.port || 2375 })
  const docker = new Docker({ socketPath: decodeURIComponent(url.pathname), host: undefined })
  // A kept connection that a restarting engine has closed would fail the first request after the restart.
  const agent = new http.Agent({ keepAlive: false })
  // The client library writes out each request's options for its debug log, wanted or not: all of the agent's sockets would take milliseconds.
  Object.assign(docker.modem, { agent: Object.assign(agent, { [inspect.custom]: () => 'agent' }) })
  return docker
}

/** A request for which the client library has no fitting function. */
export const dial = <T>(options: DockerModem.DialOptions, docker = engine()) =>
  new Promise<T>((resolve, reject) => {
    docker.modem.dial(options, (error, answer) => (error ? reject(error) : resolve(answer as T)))
  })

/** Runs one short request with a deadline; `task` completes "asked to …" in the error's sentence. */
export async function call<T>(
  task: string,
  request: (abortSignal: AbortSignal) => Promise<T>,
  timeoutMs = answerTimeoutMs,
  host = env().DOCKER_HOST,
): Promise<T> {
  const deadline = AbortSignal.timeout(timeoutMs)
  try {
    return await request(deadline)
  } catch (error) {
    throw deadline.aborted ? timedOut(task, timeoutMs) : toDomainError(error, host, task)
  }
}

/** As `call`, and null when the engine says that the thing does not exist. */
export async function callOrNull<T>(task: string, request: (abortSignal: AbortSignal) => Promise<T>): Promise<T | null> {
  try {
    return await call(task, request)
  } catch (error) {
    if (statusOf(error) === 404) return null
    throw error
  }
}

/**
 * Opens an answer without an end. The deadline covers the wait for its beginning alone; `signal` ends it at any time.
 * Rejects with the signal's reason when that came first.
 */
export async function openStream(
  task: string,
  request: (abortSignal: AbortSignal) => Promise<NodeJS.ReadableStream>,
  { signal, timeoutMs = answerTimeoutMs }: { signal: AbortSignal; timeoutMs?: number },
): Promise<Readable> {
  signal.throwIfAborted()
  const connection = new AbortController()
  const end = () => connection.abort(signal.reason)
  signal.addEventListener('abort', end, { once: true })
  const timer = setTimeout(() => connection.abort(timedOut(task, timeoutMs)), timeoutMs)
  try {
    const stream = (await request(connection.signal)) as Readable
    stream.once('close', () => signal.removeEventListener('abort', end))
    return stream
  } catch (error) {
    signal.removeEventListener('abort', end)
    if (connection.signal.aborted) throw connection.signal.reason
    throw toDomainError(error, env().DOCKER_HOST, task)
  } finally {
    clearTimeout(timer)
  }
}

export interface EngineHealth extends Partial<Words> {
  status: 'ok' | 'down'
  latencyMs: number
  version?: string
  /** What is missing and how to mend it, when down. */
  message?: string
}

export async function pingEngine(host = env().DOCKER_HOST): Promise<EngineHealth> {
  const begun = performance.now()
  const latency = () => Math.round(performance.now() - begun)
  const docker = host === env().DOCKER_HOST ? engine() : connect(host)
  try {
    const request = { path: '/version', method: 'GET', statusCodes: { 200: true } }
    const answer = await call(
      'say its version',
      (abortSignal) => dial<{ Version: string; ApiVersion: string }>({ ...request, abortSignal }, docker),
      3_000,
      host,
    )
    const health = { latencyMs: latency(), version: answer.Version }
    if (!isTooOld(answer.ApiVersion)) return { status: 'ok', ...health }
    const message = `Docker ${answer.Version} is too old: Branchline needs Docker 20.10 (API 1.41) or newer. Upgrade the engine.`
    return { status: 'down', ...health, message, key: 'docker-too-old', params: { version: answer.Version } }
  } catch (error) {
    const words = error instanceof DomainError ? wordsOf(error) : {}
    return { status: 'down', latencyMs: latency(), message: (error as Error).message, ...words }
  }
}

function isTooOld(apiVersion: string) {
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number)
  return major < oldestApi[0] || (major === oldestApi[0] && minor < oldestApi[1])
}
