import path from 'node:path'
import { type ExecOptions, type ExecResult, exec, execStream } from '@/lib/exec'

/** git ran and said no. `stderr` is for the log; people get a sentence made from what the caller knows. */
export class GitError extends Error {
  constructor(
    readonly command: string,
    readonly exitCode: number,
    readonly stderr: string,
  ) {
    super(`git ${command} ended with ${exitCode}: ${stderr.trim().split('\n').at(-1) ?? ''}`)
    this.name = 'GitError'
  }
}

export interface GitOptions {
  input?: ExecOptions['input']
  env?: Record<string, string>
  config?: Record<string, string>
  /** Exit codes that are answers; any other is a GitError. */
  accept?: number[]
  timeoutMs?: number
  maxOutputBytes?: number
  signal?: AbortSignal
  hasRepository?: boolean
  /** A program of the machine, with its arguments, that starts git. */
  prefix?: string[]
}

const defaultTimeoutMs = 60_000

/** Old histories have these blemishes, and forges serve them; they are harmless, unlike what else the check refuses. */
const toleratedBlemishes = [
  'badDate',
  'badDateOverflow',
  'badEmail',
  'badName',
  'badTimezone',
  'missingEmail',
  'missingNameBeforeEmail',
  'missingSpaceBeforeDate',
  'missingSpaceBeforeEmail',
  'zeroPaddedDate',
  'zeroPaddedFilemode',
]

const constantConfig: Record<string, string> = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'core.attributesFile': '/dev/null',
  'fetch.fsckObjects': 'true',
  ...Object.fromEntries(toleratedBlemishes.map((id) => [`fetch.fsck.${id}`, 'ignore'])),
  'fetch.unpackLimit': '1',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'submodule.recurse': 'false',
  'tar.umask': '0022',
}

/**
 * Runs git on a bare mirror with nothing inherited: no configuration of the machine or the user, no hooks, no prompts, and
 * no transport unless the caller names one. Arguments are constants and object ids; what people wrote never is one.
 */
export async function git(mirror: string, args: string[], options: GitOptions = {}): Promise<ExecResult> {
  const result = await exec('git', args, execOptions(mirror, options))
  if ((options.accept ?? [0]).includes(result.code)) return result
  throw new GitError(args[0] ?? '', result.code, result.stderr)
}

/** The same where there is no repository: `dir` is a folder of ours, and none above it is looked into. */
export function gitOutside(dir: string, args: string[], options: GitOptions = {}) {
  const env = { GIT_CEILING_DIRECTORIES: path.dirname(dir), ...options.env }
  return git(dir, args, { ...options, env, hasRepository: false })
}

/** The same with stdout as a stream, which is destroyed with the error when git fails. */
export function gitStream(mirror: string, args: string[], options: GitOptions = {}) {
  const [file = 'git', ...rest] = [...(options.prefix ?? []), 'git', ...args]
  return execStream(file, rest, {
    ...execOptions(mirror, options),
    failure: ({ code, stderr }) => (code === 0 ? null : new GitError(args[0] ?? '', code, stderr)),
  })
}

function execOptions(mirror: string, options: GitOptions): ExecOptions {
  return {
    cwd: mirror,
    env: {
      ...baseEnv(mirror),
      ...(options.hasRepository === false ? {} : { GIT_DIR: mirror }),
      ...configEnv({ ...constantConfig, ...options.config }),
      ...options.env,
    },
    input: options.input,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    maxOutputBytes: options.maxOutputBytes,
    signal: options.signal,
  }
}

const baseEnv = (mirror: string) => ({
  HOME: path.join(mirror, 'home'),
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ALLOW_PROTOCOL: '',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
})

/** Configuration by environment, so that none of it is visible in the list of processes. */
function configEnv(config: Record<string, string>) {
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(Object.keys(config).length) }
  for (const [index, [key, value]] of Object.entries(config).entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key
    env[`GIT_CONFIG_VALUE_${index}`] = value
  }
  return env
}
