// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what this file is about.
import Anser from 'anser'

/** A stretch of a line in one look. */
export interface Span {
  text: string
  color: Color | null
  isBold: boolean
  isDim: boolean
  isUnderlined: boolean
}

const colors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const
export type Color = (typeof colors)[number]

// What programs send to colour a stretch of text. The group makes `split` keep it.
const graphic = /(\x1b\[[0-9;]*m)/
// Operating system commands, device control and other strings: up to BEL or ST, or to the end when nobody closes them.
const strings = /(?:\x1b[\]P^_X]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)/g
// Cursor moves, erasing, modes; then every other escape.
const sequences = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-Z\\-~]?/g
// What is left of the controls, and marks that reorder or hide text: a log must not show other words than it has.
const controls = /[\0-\x08\n-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Keeps of a program's line its text and its colours; everything else it asks of a terminal does nothing. */
export const tame = (raw: string): string =>
  /^[\x20-\x7e]*$/.test(raw)
    ? raw
    : raw
        .replace(strings, '')
        .split(graphic)
        .map((part, index) => (index % 2 === 1 ? part : inert(part)))
        .join('')

const inert = (text: string) =>
  text
    .replace(sequences, '')
    .replace(/\r+(?=[^\r])/g, ' ')
    .replace(controls, '')

/** The text alone, of a tamed line: for searching and copying. */
export const plain = (tamed: string) => (tamed.includes('\x1b') ? tamed.split(graphic).filter(isText).join('') : tamed)

const isText = (_: string, index: number) => index % 2 === 0

/** The stretches of a tamed line. */
export function spansOf(tamed: string): Span[] {
  if (!tamed.includes('\x1b')) return [{ text: tamed, color: null, isBold: false, isDim: false, isUnderlined: false }]
  return Anser.ansiToJson(tamed, { json: true, use_classes: true, remove_empty: true }).map((entry) => ({
    text: entry.content,
    color: colorOf(entry.fg),
    isBold: entry.decorations.includes('bold'),
    isDim: entry.decorations.includes('dim'),
    isUnderlined: entry.decorations.includes('underline'),
  }))
}

/** The sixteen named colours, as hues of ours; others would be unreadable in one of the two themes. */
function colorOf(name: string | null): Color | null {
  const base = /^ansi-(?:bright-)?(\w+)$/.exec(name ?? '')?.[1]
  return colors.find((color) => color === base) ?? null
}
