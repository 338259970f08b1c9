import path from 'node:path'

/**
 * The rules of a `.dockerignore`, as Docker reads them: the last matching line decides, `!` brings back, `**` crosses
 * folders, and a line that matches a folder matches what is in it. Patterns come from repositories, so they are walked, never
 * compiled to a regular expression that one of them could make run for ever.
 */
export function parseDockerignore(text: string): DockerignoreRule[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .flatMap((line) => {
      const isException = line.startsWith('!')
      const pattern = cleanPattern(isException ? line.slice(1).trim() : line)
      return pattern ? [{ isException, ...compile(pattern) }] : []
    })
}

export interface DockerignoreRule {
  isException: boolean
  tokens: Token[]
  /** The path that a pattern without special characters matches. */
  literal: string | null
}

type Token =
  | { kind: 'text'; character: string }
  | { kind: 'class'; isNegated: boolean; ranges: [string, string][] }
  /** `?`: one character that is no slash. */
  | { kind: 'one' }
  /** `*`: any number of them. */
  | { kind: 'some' }
  /** `**` at the end: anything. */
  | { kind: 'rest' }
  /** Two stars and a slash, any number of folders: where they may be left out, and where one has begun. */
  | { kind: 'folders' }
  | { kind: 'in-folders' }

/** Tells ignored paths. Folders must be asked before what is in them; they are remembered. */
export function ignoredBy(rules: DockerignoreRule[]): (file: string) => boolean {
  const matchesByFolder = new Map<string, boolean[]>()
  return (file) => {
    const folder = path.posix.dirname(file)
    const inherited = matchesByFolder.get(folder)
    const matched = rules.map((rule, index) => inherited?.[index] === true || matches(rule, file))
    matchesByFolder.set(file, matched)
    const last = matched.lastIndexOf(true)
    return last >= 0 && !rules[last]?.isException
  }
}

function cleanPattern(pattern: string): string | null {
  if (pattern === '') return null
  const clean = path.posix.normalize(pattern).replace(/(?<=.)\/$/, '')
  const relative = clean.length > 1 ? clean.replace(/^\//, '') : clean
  return relative === '.' || relative === '/' ? null : relative
}

function compile(pattern: string) {
  const tokens = tokenize(pattern)
  const characters = tokens.map((token) => (token.kind === 'text' ? token.character : null))
  return { tokens, literal: characters.includes(null) ? null : characters.join('') }
}

const matches = ({ literal, tokens }: DockerignoreRule, file: string) =>
  literal === null ? matchesPattern(tokens, file) : literal === file

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = []
  const characters = [...pattern]
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] as string
    if (character === '*' && characters[at + 1] === '*') {
      at++
      if (characters[at + 1] === '/') at++
      if (at + 1 >= characters.length) tokens.push({ kind: 'rest' })
      else if (tokens.at(-1)?.kind !== 'in-folders') tokens.push({ kind: 'folders' }, { kind: 'in-folders' })
    } else if (character === '*') tokens.push({ kind: 'some' })
    else if (character === '?') tokens.push({ kind: 'one' })
    else if (character === '[' && characters.indexOf(']', at + 2) > 0) {
      const end = characters.indexOf(']', at + 2)
      tokens.push(characterClass(characters.slice(at + 1, end)))
      at = end
    } else if (character === '\\' && at + 1 < characters.length)
      tokens.push({ kind: 'text', character: characters[++at] as string })
    else tokens.push({ kind: 'text', character })
  }
  return tokens
}

function characterClass(inside: string[]): Token {
  const isNegated = inside[0] === '^'
  const ranges: [string, string][] = []
  for (let at = isNegated ? 1 : 0; at < inside.length; at++) {
    const first = inside[at] as string
    const isRange = inside[at + 1] === '-' && at + 2 < inside.length
    ranges.push([first, isRange ? (inside[at + 2] as string) : first])
    if (isRange) at += 2
  }
  return { kind: 'class', isNegated, ranges }
}

/** Walks all ways to match at once, so that the time is at most pattern × path. */
function matchesPattern(tokens: Token[], file: string): boolean {
  let states = new Set<number>()
  enter(tokens, 0, states)
  for (const character of file) {
    const next = new Set<number>()
    for (const state of states) step(tokens, state, character, next)
    if (next.size === 0) return false
    states = next
  }
  return states.has(tokens.length)
}

/** Reaching a token that may stand for nothing reaches the one after it too. */
function enter(tokens: Token[], state: number, states: Set<number>) {
  if (states.has(state)) return
  states.add(state)
  const kind = tokens[state]?.kind
  if (kind === 'some' || kind === 'rest' || kind === 'folders') enter(tokens, state + 1, states)
  if (kind === 'folders') enter(tokens, state + 2, states)
}

function step(tokens: Token[], state: number, character: string, next: Set<number>) {
  const token = tokens[state]
  if (!token) return
  const isSlash = character === '/'
  if (token.kind === 'text' && token.character === character) enter(tokens, state + 1, next)
  if (token.kind === 'class' && !isSlash && isInClass(token, character)) enter(tokens, state + 1, next)
  if (token.kind === 'one' && !isSlash) enter(tokens, state + 1, next)
  if (token.kind === 'some' && !isSlash) enter(tokens, state, next)
  if (token.kind === 'rest') enter(tokens, state, next)
  if (token.kind === 'in-folders') {
    enter(tokens, state, next)
    if (isSlash) enter(tokens, state + 1, next)
  }
}

const isInClass = ({ isNegated, ranges }: Token & { kind: 'class' }, character: string) =>
  ranges.some(([from, to]) => from <= character && character <= to) !== isNegated
