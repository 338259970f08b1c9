import { DomainError } from '@/lib/errors'

interface EngineFailure {
  code?: string
  statusCode?: number
  message: string
}

const asFailure = (error: unknown): EngineFailure =>
  error instanceof Error ? (error as Error & EngineFailure) : { message: String(error) }

const connectionCauses: Record<string, { key: string; sentence: (host: string) => string }> = {
  ENOENT: {
    key: 'docker-absent',
    sentence: (host) =>
      `There is no Docker Engine at ${host}. Install and start one (Debian: apt install docker.io), or set DOCKER_HOST.`,
  },
  ECONNREFUSED: {
    key: 'docker-stopped',
    sentence: (host) => `The Docker Engine at ${host} is not running. Start it (systemctl start docker), or set DOCKER_HOST.`,
  },
  EACCES: {
    key: 'docker-forbidden',
    sentence: (host) => `Branchline may not open ${host}. Add its user to the group "docker" and start it again.`,
  },
  ENOTFOUND: {
    key: 'docker-unknown-host',
    sentence: (host) => `The name in DOCKER_HOST (${host}) does not exist. Correct it and start Branchline again.`,
  },
}

const connectionBroke = (host: string, task: string, code: string) =>
  `The connection to the Docker Engine at ${host} broke while Branchline wanted to ${task} (${code}). It is tried again when the engine answers.`

/** The HTTP status by which the engine refused, or undefined when it gave none. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  return asFailure(error).statusCode ?? (error.cause === undefined ? undefined : statusOf(error.cause))
}

/** What the engine itself said, without the client library's decoration. */
const ownWords = (message: string) => message.replace(/^\(HTTP code \d+\) .*? - /s, '').trim()

/** `task` completes "Branchline wanted to …". The only place where engine errors become sentences. */
export function toDomainError(error: unknown, host: string, task: string): DomainError {
  if (error instanceof DomainError) return error
  const { code, statusCode, message } = asFailure(error)
  const words = ownWords(message)
  if (statusCode === undefined) {
    const known = code === undefined ? undefined : connectionCauses[code]
    const sentence = known?.sentence(host) ?? connectionBroke(host, task, code ?? words)
    const params = { host, words: code ?? words }
    return new DomainError('unavailable', sentence, { reason: 'docker-unavailable', key: known?.key, params, cause: error })
  }
  // The engine has no codes for the following two, its text is all there is.
  if (/no space left on device/i.test(words)) {
    const sentence = `The disk of the Docker Engine is full: Branchline could not ${task}. Free some space there, then try again.`
    return new DomainError('unavailable', sentence, { reason: 'disk-full', key: 'docker-disk-full', cause: error })
  }
  if (/OCI runtime create failed|executable file not found|unable to find user|no command specified/i.test(words)) {
    const sentence = `The container could not be started: ${words}. Check the image's command, its user and its platform.`
    return new DomainError('invalid', sentence, { reason: 'start-failed', params: { words }, cause: error })
  }
  return new DomainError('unavailable', `The Docker Engine refused to ${task}: ${words}`, {
    reason: 'docker-refused',
    params: { words },
    cause: error,
  })
}

export const timedOut = (task: string, timeoutMs: number) =>
  new DomainError(
    'unavailable',
    `The Docker Engine did not answer within ${Math.round(timeoutMs / 1000)} s when asked to ${task}. See whether it hangs (docker info).`,
    { reason: 'docker-timeout', params: { seconds: Math.round(timeoutMs / 1000) } },
  )
