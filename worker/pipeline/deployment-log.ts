import { db, notAwaitingDisk } from '@/lib/db'
import { isDatabaseAway } from '@/lib/errors'
import { type BranchlineEvent, channel } from '@/lib/events'
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
const retryEveryMs = 1000
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
  #flushing: Promise<boolean> | null = null
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

  /** Brings everything written so far into the database, where there is one. */
  async flush() {
    while (this.#waiting.length > 0 || this.#flushing) {
      this.#flushing ??= this.#save(this.#waiting.splice(0, mostLinesAtOnce)).finally(() => {
        this.#flushing = null
      })
      if (!(await this.#flushing)) return
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

  /** False when they have to wait for the database; anything else that goes wrong loses them, and nothing more. */
  async #save(lines: Line[]): Promise<boolean> {
    try {
      await insertLines(this.deploymentId, this.fence, lines)
      return true
    } catch (err) {
      if (isDatabaseAway(err)) {
        this.#waiting.unshift(...lines)
        setTimeout(() => void this.flush(), retryEveryMs)
        return false
      }
      log.warn({ err, deploymentId: this.deploymentId, lines: lines.length }, 'log lines were lost')
      return true
    }
  }
}

/** Numbers the lines after those that stand, writes and announces them, all in one statement; nothing under an old fence. */
function insertLines(deploymentId: string, fence: number, lines: Line[]) {
  const sizeBytes = lines.reduce((sum, { text }) => sum + text.length, 0)
  const news = JSON.stringify({ type: 'log', deploymentId } satisfies BranchlineEvent)
  const column = (name: Exclude<keyof Line, 'at'>) => lines.map((line) => line[name])
  return db.$queryRaw`
    WITH place AS (
      UPDATE "Deployment" SET "logSeq" = "logSeq" + ${lines.length}, "logSizeBytes" = "logSizeBytes" + ${sizeBytes}
      WHERE id = ${deploymentId}::uuid AND fence = ${fence} RETURNING "logSeq" - ${lines.length} AS before),
    written AS (
      INSERT INTO "LogLine" ("deploymentId", seq, at, step, level, stream, text)
      SELECT ${deploymentId}::uuid, place.before + line.nth, line.at, line.step, line.level, line.stream, line.text FROM place,
        unnest(${lines.map(({ at }) => at.toISOString())}::timestamptz[], ${column('step')}::text[], ${column('level')}::text[],
          ${column('stream')}::text[], ${column('text')}::text[]) WITH ORDINALITY AS line (at, step, level, stream, text, nth))
    SELECT pg_notify(${channel}, ${news})::text, ${notAwaitingDisk} FROM place`
}
