import { callOrNull, engine, openStream } from '@/lib/docker/engine'
import { toDomainError } from '@/lib/docker/engine-errors'
import { LineSplitter } from '@/lib/docker/lines'
import { type LogFrame, logFrames } from '@/lib/docker/log-frames'
import { env } from '@/lib/env'

const task = 'read the log of a container'

export type StreamName = 'stdout' | 'stderr'

export interface LogLine {
  text: string
  stream: StreamName
  /** RFC 3339 with nanoseconds and always 30 characters, so it sorts as text and `new Date` reads it. */
  at: string
}

/** May be asynchronous: the next line is read when it has settled, so a slow reader slows the source down. */
export type OnLogLine = (text: string, stream: StreamName, at: string) => void | Promise<void>

/**
 * Reads a container's output from its beginning, or from after `since` (the `at` of the last line seen), and returns when the container
 * has stopped and all is read. Rejects with the signal's reason when ended by it, with `unavailable` when the engine went away.
 */
export async function followLogs(
  containerId: string,
  { since, onLine, signal }: { since?: string; onLine: OnLogLine; signal: AbortSignal },
): Promise<void> {
  const lines = new LogLines(since)
  const container = engine().getContainer(containerId)
  const wanted = { follow: true, ...selection(since) } as const
  const stream = await openStream(task, (abortSignal) => container.logs({ ...wanted, abortSignal }), { signal })
  try {
    for await (const frame of logFrames(stream)) {
      for (const line of lines.read(frame)) await onLine(line.text, line.stream, line.at)
    }
    // When a container stops, the engine now and then ends the stream before the last lines.
    const missed = await callOrNull(task, (abortSignal) => container.logs({ ...selection(lines.last), abortSignal }))
    for (const line of [...(await lines.readAll(missed)), ...lines.end()]) await onLine(line.text, line.stream, line.at)
  } catch (error) {
    signal.throwIfAborted()
    throw toDomainError(error, env().DOCKER_HOST, task)
  }
}

/** The last lines a container printed, oldest first; none when it is gone. */
export async function containerTail(containerId: string, count: number): Promise<LogLine[]> {
  const container = engine().getContainer(containerId)
  const bytes = await callOrNull(task, (abortSignal) => container.logs({ ...selection(), tail: count, abortSignal }))
  const lines = new LogLines()
  return [...(await lines.readAll(bytes)), ...lines.end()].slice(-count)
}

/**
 * The engine stores a line of more than 16 KB as several messages and puts a timestamp before each, so the timestamp is taken off per
 * message and the line put together again afterwards.
 */
class LogLines {
  #splitters = { stdout: new LineSplitter(), stderr: new LineSplitter() }
  #since: string

  constructor(
    /** Time of the latest message read. */
    public last = '',
  ) {
    this.#since = last
  }

  read({ stream, payload }: LogFrame): LogLine[] {
    const space = payload.indexOf(32)
    const at = payload.toString('latin1', 0, space)
    // The engine's own `since` includes the moment itself.
    if (at <= this.#since) return []
    if (at > this.last) this.last = at
    return this.#splitters[stream].push(payload.subarray(space + 1)).map((text) => ({ text, stream, at }))
  }

  async readAll(bytes: Buffer | null): Promise<LogLine[]> {
    this.#since = this.last
    const found: LogLine[] = []
    if (bytes) for await (const frame of logFrames([bytes])) found.push(...this.read(frame))
    return found
  }

  /** What was printed without a line break at the end. */
  end(): LogLine[] {
    return (['stdout', 'stderr'] as const).flatMap((stream) =>
      this.#splitters[stream].end().map((text) => ({ text, stream, at: this.last })),
    )
  }
}

const selection = (since?: string) => ({
  stdout: true,
  stderr: true,
  timestamps: true,
  ...(since && { since: asUnixTime(since) }),
})

/** Seconds with nanoseconds behind the point. The client's types want a number, which could not hold them. */
const asUnixTime = (at: string) => `${Math.floor(Date.parse(at) / 1000)}.${at.slice(20, 29)}` as unknown as number
