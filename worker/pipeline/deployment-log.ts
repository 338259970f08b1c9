import { db } from '@/lib/db'
import { announce } from '@/lib/events'
import { log } from '@/lib/log'
import type { Secret } from '@/lib/secret'

type Stream = 'stdout' | 'stderr' | 'system'
type Level = 'info' | 'warn' | 'error'

interface Line {
  at: Date
  step: string
  level: Level
  stream: Stream
  text: string
}

const flushEveryMs = 40
const mostLinesAtOnce = 2000
const mostLineLength = 8192
/** Beyond this a log is cut, with a mark; the deployment goes on. */
const caps = { lines: 50_000, sizeBytes: 20_000_000 }

/**
 * Writes a deployment's log: numbered without gaps, secrets masked, bounded. Lines are kept in memory for some
 * milliseconds and go out together. Trouble with the log never changes a deployment's result.
 */
export class DeploymentLog {
  #waiting: Line[] = []
  #flushing: Promise<void> | null = null
  #secrets: string[] = []
  #written = { lines: 0, sizeBytes: 0 }
  #step = 'fetch'

  constructor(
    readonly deploymentId: string,
    readonly fence: number,
    written: { lines: number; sizeBytes: number },
  ) {
    this.#written = { ...written }
  }

  /** Values that never appear in this log. Short ones are left alone: masking them would eat ordinary words. */
  redact(secrets: Secret[]) {
    const values = secrets.flatMap((secret) => secret.unwrap().split('\n')).filter((value) => value.trim().length >= 4)
    this.#secrets = [...new Set([...this.#secrets, ...values])].sort((a, b) => b.length - a.length)
  }

  enter(step: string) {
    this.#step = step
  }

  info = (text: string) => this.write(text, 'system', 'info')
  warn = (text: string) => this.write(text, 'system', 'warn')
  error = (text: string) => this.write(text, 'system', 'error')
  /** A line of a program. Settles when there is room again, so that a flood waits for the database. */
  output = (text: string, stream: 'stdout' | 'stderr'): void | Promise<void> => {
    this.write(text, stream, 'info')
    if (this.#waiting.length > mostLinesAtOnce) return this.flush()
  }

  write(raw: string, stream: Stream, level: Level) {
    if (this.#written.lines >= caps.lines || this.#written.sizeBytes >= caps.sizeBytes) return this.#cut()
    const text = this.#mask(raw.replaceAll('\0', '').slice(0, mostLineLength))
    this.#push({ at: new Date(), step: this.#step, level, stream, text })
  }

  /** Everything written so far is in the database. */
  async flush() {
    while (this.#waiting.length > 0 || this.#flushing) {
      this.#flushing ??= this.#save(this.#waiting.splice(0, mostLinesAtOnce)).finally(() => {
        this.#flushing = null
      })
      await this.#flushing
    }
  }

  #push(line: Line) {
    this.#written.lines++
    this.#written.sizeBytes += line.text.length
    this.#waiting.push(line)
    if (this.#waiting.length === 1 && !this.#flushing) setTimeout(() => void this.flush(), flushEveryMs)
  }

  #isCut = false
  #cut() {
    if (this.#isCut) return
    this.#isCut = true
    this.#push({
      at: new Date(),
      step: this.#step,
      level: 'warn',
      stream: 'system',
      text: '… the log is full; what follows is not kept',
    })
  }

  #mask(text: string) {
    return this.#secrets.reduce((masked, secret) => masked.replaceAll(secret, '••••'), text)
  }

  async #save(lines: Line[]) {
    if (lines.length === 0) return
    const sizeBytes = lines.reduce((sum, { text }) => sum + text.length, 0)
    try {
      await db.$transaction(async (tx) => {
        const [row] = await tx.deployment.updateManyAndReturn({
          where: { id: this.deploymentId, fence: this.fence },
          data: { logSeq: { increment: lines.length }, logSizeBytes: { increment: sizeBytes } },
          select: { logSeq: true },
        })
        if (!row) return
        const first = row.logSeq - lines.length + 1
        await tx.logLine.createMany({
          data: lines.map((line, index) => ({ deploymentId: this.deploymentId, seq: first + index, ...line })),
        })
        await announce(tx, { type: 'log', deploymentId: this.deploymentId })
      })
    } catch (err) {
      log.warn({ err, deploymentId: this.deploymentId, lines: lines.length }, 'log lines were lost')
    }
  }
}
