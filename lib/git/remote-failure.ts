import net from 'node:net'
import { DomainError } from '@/lib/errors'
import { ExecError } from '@/lib/exec'
import type { Connection } from './connection'
import { GitError } from './run-git'

const knockTimeoutMs = 5000

interface Explanation {
  reason: string
  sentence: (host: string) => string
}

const explanations = {
  refused: {
    reason: 'remote-refused',
    sentence: (host) => `${host} refused the connection. Is the git server running?`,
  },
  unreachable: {
    reason: 'remote-unreachable',
    sentence: (host) => `${host} cannot be reached from here. Check the network and the firewall.`,
  },
  timeout: {
    reason: 'remote-timeout',
    sentence: (host) => `${host} did not answer in time. It may be down or very slow; try again later.`,
  },
  slow: {
    reason: 'remote-slow',
    sentence: (host) => `${host} sent its data too slowly, so the transfer was given up. Try again later.`,
  },
  credential: {
    reason: 'remote-credential',
    sentence: (host) => `${host} did not accept the user name, password, token or key. Renew them in the application's settings.`,
  },
  hostKey: {
    reason: 'remote-host-key',
    sentence: (host) =>
      `${host} shows another host key than before. If its owner confirms the change, forget the old key in the application's settings.`,
  },
  certificate: {
    reason: 'remote-certificate',
    sentence: (host) => `The certificate of ${host} is not valid or not trusted here, so nothing was sent.`,
  },
  notGit: {
    reason: 'remote-not-git',
    sentence: (host) => `${host} answered, but not with a git repository. Check the URL, and that the credentials may read it.`,
  },
  redirect: {
    reason: 'remote-redirect',
    sentence: (host) => `${host} redirects this URL elsewhere. Enter the address it leads to.`,
  },
  refusedObjects: {
    reason: 'remote-bad-objects',
    sentence: (host) =>
      `The repository on ${host} contains objects that git's safety check refuses. Its owner can find them with git fsck.`,
  },
  unknown: {
    reason: 'remote-error',
    sentence: (host) => `${host} did not serve the repository. Try again; the process's log has git's own words.`,
  },
} satisfies Record<string, Explanation>

type Cause = keyof typeof explanations

/**
 * git's own words under LC_ALL=C, stable for many years. Looked at last: exit codes do not tell these apart, and what we
 * can find out ourselves (deadline, connection) we do not read. Order matters: the first that fits wins.
 */
const words: [RegExp, Cause][] = [
  [/REMOTE HOST IDENTIFICATION HAS CHANGED|Host key verification failed/, 'hostKey'],
  [/Permission denied|Too many authentication failures|Load key .*:/, 'credential'],
  [/Authentication failed|could not read (?:Username|Password)|returned error: 40[13]|HTTP Basic: Access denied/, 'credential'],
  [/certificate|SSL|TLS/i, 'certificate'],
  [/returned error: 30\d|redirect/, 'redirect'],
  [/too slow|Operation timed out/i, 'slow'],
  [/fsck error|object .*: \w+: |fatal: fsck/, 'refusedObjects'],
  [/is this a git repository|not found|invalid server response|does not appear to be a git repository|protocol error/i, 'notGit'],
  [/returned error: 404|access denied or repository not exported|Repository not exported/i, 'notGit'],
]

/**
 * Turns what stopped git into one sentence that says whose turn it is. A stop on request, and what has nothing to do with
 * the remote, pass through as they are.
 */
export async function explainRemoteFailure(error: unknown, connection: Connection): Promise<unknown> {
  if (error instanceof ExecError) {
    if (error.kind === 'timeout') return unavailable('timeout', connection, error)
    return error.kind === 'too-large' ? tooManyBranches(connection, error) : error
  }
  if (!(error instanceof GitError) || !['ls-remote', 'fetch'].includes(error.command)) return error
  const redacted = new GitError(error.command, error.exitCode, connection.redact(error.stderr))
  if (/No space left on device/.test(error.stderr)) return diskFull(redacted)
  const cause = (await knock(connection)) ?? words.find(([pattern]) => pattern.test(error.stderr))?.[1] ?? 'unknown'
  return unavailable(cause, connection, redacted)
}

function unavailable(cause: Cause, { url }: Connection, error: Error) {
  const { reason, sentence } = explanations[cause]
  return new DomainError('unavailable', sentence(url.host), { reason, params: { host: url.host }, cause: error })
}

const tooManyBranches = ({ url }: Connection, cause: Error) =>
  new DomainError('limit', `${url.host} names more branches than Branchline can list. Delete the ones that are done.`, {
    key: 'remote-too-many-branches',
    params: { host: url.host },
    cause,
  })

const diskFull = (cause: Error) =>
  new DomainError(
    'unavailable',
    'There is no space left for the repository on the disk of Branchline. Free some and try again.',
    {
      reason: 'disk-full',
      cause,
    },
  )

/** Whether the port opens at all: what cannot be reached now needs no other explanation. */
function knock({ address, url }: Connection): Promise<Cause | null> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: address, port: url.port, timeout: knockTimeoutMs })
    const answer = (cause: Cause | null) => {
      socket.destroy()
      resolve(cause)
    }
    socket.once('connect', () => answer(null))
    socket.once('timeout', () => answer('timeout'))
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED') return answer('refused')
      answer(code === 'ETIMEDOUT' ? 'timeout' : 'unreachable')
    })
  })
}
