import { plain, type Span } from './ansi'
import type { LogBuffer } from './log-buffer'

/** Finds a text in every line, in any case; lines that come later are looked at when they are here. */
export class LogSearch {
  readonly words: string
  /** Places of the lines that contain it. */
  readonly hits: number[] = []
  #looked = 0

  constructor(
    private readonly buffer: LogBuffer,
    query: string,
  ) {
    this.words = query.toLowerCase()
  }

  look(): number[] {
    if (this.words === '') return this.hits
    for (; this.#looked < this.buffer.lines.length; this.#looked++) {
      const line = this.buffer.lines[this.#looked]
      if (line && plain(line.text).toLowerCase().includes(this.words)) this.hits.push(this.#looked)
    }
    return this.hits
  }
}

/** The first hit at or after a place, else the first of all; backwards likewise. -1: there is none. */
export function nextHit(hits: number[], from: number, isBackwards: boolean): number {
  if (hits.length === 0) return -1
  const found = isBackwards ? hits.findLastIndex((hit) => hit <= from) : hits.findIndex((hit) => hit >= from)
  return found >= 0 ? found : isBackwards ? hits.length - 1 : 0
}

export type MarkedSpan = Span & { isHit: boolean }

/** Cuts the stretches of a line where the words begin and end. */
export function mark(spans: Span[], words: string): MarkedSpan[] {
  if (words === '') return spans.map((span) => ({ ...span, isHit: false }))
  const text = spans
    .map((span) => span.text)
    .join('')
    .toLowerCase()
  const edges: number[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) edges.push(at, at + words.length)
  let start = 0
  return spans.flatMap((span) => {
    const end = start + span.text.length
    const cuts = [start, ...edges.filter((edge) => edge > start && edge < end), end]
    start = end
    return cuts.slice(1).map((cut, index) => {
      const from = cuts[index] ?? 0
      const isHit = edges.findLastIndex((edge) => edge <= from) % 2 === 0
      return { ...span, text: span.text.slice(from - end + span.text.length, cut - end + span.text.length), isHit }
    })
  })
}
