import { type ChildProcess, spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { lineSplitter } from './line-splitter'

type StreamName = 'stdout' | 'stderr'
type ExecFailure = 'spawn' | 'timeout' | 'aborted' | 'too-large'

export interface ExecOptions {
  cwd?: string
  /** The whole environment of the child but for PATH: nothing else is inherited. */
  env: Record<string, string>
  input?: string | Buffer | Readable
  timeoutMs: number
  /** Of stdout and stderr together; one byte more ends the process. */
  maxOutputBytes?: number
  signal?: AbortSignal
  onLine?: (text: string, stream: StreamName) => void
}

export interface ExecResult {
  /** The exit code; 128 + signal number when somebody else's signal ended the process, as a shell would say. */
  code: number
  stdout: Buffer
  stderr: string
}

/** The command did not run to its own end. A non-zero exit is not an error here: the caller knows what its codes mean. */
export class ExecError extends Error {
  constructor(
    readonly kind: ExecFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'ExecError'
  }
}

const megabyte = 1024 * 1024
const graceMs = 2000
const keptStderrBytes = 64 * 1024

/** Runs one command without a shell, in a process group of its own that ends as a whole on abort, deadline or byte cap. */
export async function exec(file: string, args: string[], options: ExecOptions): Promise<ExecResult> {
  const chunks: Buffer[] = []
  const { done } = run(file, args, { maxOutputBytes: 64 * megabyte, ...options }, (chunk) => chunks.push(chunk))
  const { code, stderr } = await done
  return { code, stdout: Buffer.concat(chunks), stderr }
}

/**
 * The same with stdout as a stream. `done` settles when the process has ended; `stdout` then ends too, or is destroyed
 * with the error, so that a reader never takes a cut stream for a whole one. With `failure`, exit codes can be errors too.
 */
export function execStream(
  file: string,
  args: string[],
  options: ExecOptions & { failure?: (ended: { code: number; stderr: string }) => Error | null },
) {
  const stdout = new PassThrough({ highWaterMark: 256 * 1024 })
  const { child, done, stop } = run(file, args, options, (chunk) => {
    if (stdout.destroyed || stdout.write(chunk)) return
    child?.stdout?.pause()
    stdout.once('drain', () => child?.stdout?.resume())
  })
  stdout.once('close', () => stop('aborted'))
  done.then(
    (ended) => {
      const error = options.failure?.(ended)
      if (error) stdout.destroy(error)
      else stdout.end()
    },
    (error) => stdout.destroy(error),
  )
  stdout.on('error', () => undefined)
  return { stdout: stdout as Readable, done }
}

function run(file: string, args: string[], options: ExecOptions, onStdout: (chunk: Buffer) => void) {
  const name = path.basename(file)
  if (options.signal?.aborted) return { child: null, done: rejected(execError('aborted', name, options)), stop: () => undefined }

  const child = spawn(file, args, {
    cwd: options.cwd,
    env: { PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin', ...options.env } as unknown as NodeJS.ProcessEnv,
    detached: true,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  const stopper = groupStopper(child)
  const deadline = setTimeout(() => stopper.stop('timeout'), options.timeoutMs)
  const abort = () => stopper.stop('aborted')
  options.signal?.addEventListener('abort', abort, { once: true })
  const stderr = takeOutput(child, options, onStdout, stopper)
  feed(child, options.input)

  const done = new Promise<{ code: number; stderr: string }>((resolve, reject) => {
    const finish = () => {
      clearTimeout(deadline)
      options.signal?.removeEventListener('abort', abort)
      stopper.finish()
    }
    child.once('error', (cause) => {
      if (child.pid !== undefined) return
      finish()
      reject(execError('spawn', name, options, cause))
    })
    child.once('close', (code, signalName) => {
      finish()
      if (stopper.kind) reject(execError(stopper.kind, name, options))
      else resolve({ code: code ?? 128 + signalNumber(signalName), stderr: stderr() })
    })
  })
  done.catch(() => undefined)
  return { child, done, stop: stopper.stop }
}

type GroupStopper = ReturnType<typeof groupStopper>

/** Ends the whole process group: asks first, and after the grace does not ask. */
function groupStopper(child: ChildProcess) {
  let killTimer: NodeJS.Timeout | undefined
  let isFinished = false
  const stopper = {
    kind: undefined as ExecFailure | undefined,
    stop(kind: ExecFailure) {
      if (stopper.kind || isFinished) return
      stopper.kind = kind
      killGroup(child, 'SIGTERM')
      killTimer = setTimeout(() => {
        killGroup(child, 'SIGKILL')
        // One that left the group may still hold the pipes; it must not hold us.
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, graceMs)
    },
    finish() {
      isFinished = true
      clearTimeout(killTimer)
      // The leader is gone; what ignored the TERM and let go of the pipes goes now.
      if (stopper.kind) killGroup(child, 'SIGKILL')
    },
  }
  return stopper
}

/** Passes output on until the cap; returns what reads the end of stderr. */
function takeOutput(child: ChildProcess, options: ExecOptions, onStdout: (chunk: Buffer) => void, stopper: GroupStopper) {
  let outputBytes = 0
  let stderr = Buffer.alloc(0)
  for (const stream of ['stdout', 'stderr'] as const) {
    const { onLine } = options
    const lines = onLine && lineSplitter((text) => onLine(text, stream))
    child[stream]?.on('data', (chunk: Buffer) => {
      outputBytes += chunk.length
      if (stopper.kind) return
      if (outputBytes > (options.maxOutputBytes ?? Number.POSITIVE_INFINITY)) return stopper.stop('too-large')
      if (stream === 'stdout') onStdout(chunk)
      else stderr = Buffer.concat([stderr, chunk]).subarray(-keptStderrBytes)
      lines?.push(chunk)
    })
    child[stream]?.once('close', () => lines?.end())
  }
  return () => stderr.toString()
}

function rejected(error: Error): Promise<never> {
  const promise = Promise.reject(error)
  promise.catch(() => undefined)
  return promise
}

function feed(child: ChildProcess, input: ExecOptions['input']) {
  if (!child.stdin) return
  // A child that ends early closes the pipe; its exit code tells the story, not our EPIPE.
  child.stdin.on('error', () => undefined)
  if (input instanceof Readable) input.pipe(child.stdin)
  else child.stdin.end(input)
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

const signalNumber = (name: NodeJS.Signals | null) => (name ? os.constants.signals[name] : 0)

function execError(kind: ExecFailure, name: string, options: ExecOptions, cause?: Error) {
  const messages: Record<ExecFailure, string> = {
    spawn: `${name} could not be started`,
    timeout: `${name} took longer than ${options.timeoutMs / 1000} s and was stopped`,
    aborted: `${name} was stopped on request`,
    'too-large': `${name} wrote more than ${options.maxOutputBytes} bytes and was stopped`,
  }
  return new ExecError(kind, messages[kind], { cause })
}
