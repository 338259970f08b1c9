import type { BuildTrace, Vertex } from '@/lib/docker/build-trace'
import { LineSplitter } from '@/lib/docker/lines'
import type { StreamName } from '@/lib/docker/logs'

export interface BuildLine {
  text: string
  stream: StreamName
}

/** What a build ended with, as far as its trace tells. */
export interface BuildFailure {
  instruction: string
  error: string
  /** The last lines that the failed instruction printed. */
  lastLines: string[]
}

interface Progress {
  number: number
  name: string
  isFinished: boolean
  splitters: Record<StreamName, LineSplitter>
  lastLines: string[]
}

const keptLines = 20

/** Tells the steps of a build as numbered lines: `#3 [2/4] RUN npm ci`, `#3 CACHED`, `#3 added 20 packages`, `#3 DONE 1.2s`. */
export class BuildLog {
  #steps = new Map<string, Progress>()
  failure: BuildFailure | undefined

  read(trace: BuildTrace): BuildLine[] {
    const begun = trace.vertexes.flatMap((vertex) => this.#begin(vertex))
    const printed = trace.logs.flatMap(({ vertex, stream, message }) =>
      this.#print(this.#step(vertex, vertex), stream === 2 ? 'stderr' : 'stdout', message),
    )
    const finished = trace.vertexes.flatMap((vertex) => this.#finish(vertex))
    return [...begun, ...printed, ...finished]
  }

  #begin({ digest, name, started }: Vertex): BuildLine[] {
    if (!started || this.#steps.has(digest)) return []
    return [out(`#${this.#step(digest, name).number} ${name}`)]
  }

  #print(step: Progress, stream: StreamName, message: Buffer): BuildLine[] {
    return this.#lines(step, stream, step.splitters[stream].push(message))
  }

  #finish({ digest, cached, started, completed, error }: Vertex): BuildLine[] {
    const step = this.#steps.get(digest)
    if (!step || step.isFinished || !(completed || error)) return []
    step.isFinished = true
    const rest = (['stdout', 'stderr'] as const).flatMap((stream) => this.#lines(step, stream, step.splitters[stream].end()))
    return [...rest, this.#ending(step, { cached, error, seconds: secondsBetween(started, completed) })]
  }

  #ending(step: Progress, { cached, error, seconds }: { cached: boolean; error: string; seconds: string }): BuildLine {
    const prefix = `#${step.number}`
    // When one step fails, BuildKit ends those beside it with this error.
    if (error.endsWith('context canceled')) return out(`${prefix} CANCELED`)
    if (error) {
      this.failure = { instruction: step.name, error, lastLines: step.lastLines }
      return { text: `${prefix} ERROR: ${error}`, stream: 'stderr' }
    }
    return out(cached ? `${prefix} CACHED` : `${prefix} DONE ${seconds}s`)
  }

  #lines(step: Progress, stream: StreamName, texts: string[]): BuildLine[] {
    step.lastLines = [...step.lastLines, ...texts.slice(-keptLines)].slice(-keptLines)
    return texts.map((text) => ({ text: `#${step.number} ${text}`, stream }))
  }

  #step(digest: string, name: string): Progress {
    const known = this.#steps.get(digest)
    if (known) return known
    const splitters = { stdout: new LineSplitter(), stderr: new LineSplitter() }
    const step = { number: this.#steps.size + 1, name, isFinished: false, splitters, lastLines: [] }
    this.#steps.set(digest, step)
    return step
  }
}

const out = (text: string): BuildLine => ({ text, stream: 'stdout' })

function secondsBetween(from: Vertex['started'], to: Vertex['completed']): string {
  if (!from || !to) return '0.0'
  return (to.seconds - from.seconds + (to.nanos - from.nanos) / 1e9).toFixed(1)
}
