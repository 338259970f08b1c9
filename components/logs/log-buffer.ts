import { tame } from './ansi'

export interface LogLine {
  /** What the stream calls it; greater is later. */
  id: number
  at: string
  /** Lines of one group that follow each other fold together; '' folds nothing. */
  group: string
  level: string
  stream: string
  /** Tamed, see ansi.ts. */
  text: string
  /** Which of several writers it comes from. */
  origin?: string
}

/** Lines of one group in a row, by their places in the buffer. */
export interface LogGroup {
  name: string
  first: number
  count: number
}

/** However fast lines come, readers hear of them this often; of a long log less often than of a short one. */
const tellEveryMs = { short: 60, long: 200 }
const longLines = 2000

/** A log as far as it came to the browser: kept outside of React, since fifty thousand lines are no state. */
export class LogBuffer {
  lines: LogLine[] = []
  groups: LogGroup[] = []
  /** How many of the lines were put before those that came first. */
  earlier = 0
  #version = 0
  #readers = new Set<() => void>()
  #telling: ReturnType<typeof setTimeout> | undefined

  /** Adds a line unless it, or a later one, is here already: a stream that began anew repeats itself. */
  add(line: LogLine) {
    const last = this.lines.at(-1)
    if (last && line.id <= last.id) return
    this.#put({ ...line, text: tame(line.text) })
    this.#telling ??= setTimeout(() => this.#tell(), this.lines.length > longLines ? tellEveryMs.long : tellEveryMs.short)
  }

  /** Puts earlier lines before those that are here. */
  addBefore(lines: LogLine[]) {
    const rest = this.lines
    this.#empty()
    for (const line of lines) this.#put({ ...line, text: tame(line.text) })
    for (const line of rest) this.#put(line)
    this.earlier += lines.length
    this.#tell()
  }

  clear() {
    this.#empty()
    this.earlier = 0
    this.#tell()
  }

  subscribe = (reader: () => void) => {
    this.#readers.add(reader)
    return () => this.#readers.delete(reader)
  }

  version = () => this.#version

  #empty() {
    this.lines = []
    this.groups = []
  }

  #put(line: LogLine) {
    const group = this.groups.at(-1)
    if (group?.name === line.group) group.count++
    else this.groups.push({ name: line.group, first: this.lines.length, count: 1 })
    this.lines.push(line)
  }

  #tell() {
    clearTimeout(this.#telling)
    this.#telling = undefined
    this.#version++
    for (const read of this.#readers) read()
  }
}
