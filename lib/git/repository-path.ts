import path from 'node:path'
import { DomainError } from '@/lib/errors'

const longest = 1024

/**
 * Reads a path that people wrote and that must stay inside a repository, as `a/b` or, for the root, as an empty string.
 * Throws `invalid` for what is absolute, climbs out, looks like an option or holds what no path of a repository should.
 * Whether it exists, and is no link, is for the commit to say.
 */
export function cleanRepositoryPath(text: string, what: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
  if (text === '' || text.length > longest || /[\u0000-\u001f\u007f\\]/.test(text)) {
    throw refuse(what, 'path-characters', 'is empty, too long, or contains characters that paths may not contain')
  }
  if (text.startsWith('/')) throw refuse(what, 'path-absolute', 'begins with a slash; write it from the root of the repository')
  if (text.startsWith('-')) throw refuse(what, 'path-dash', 'begins with a dash')
  if (text.split('/').includes('..')) throw refuse(what, 'path-outside', 'leads out of the repository')
  const clean = path.posix.normalize(text).replace(/\/$/, '')
  return clean === '.' ? '' : clean
}

const refuse = (what: string, key: string, problem: string) =>
  new DomainError('invalid', `The path of the ${what} ${problem}.`, { reason: 'path', key, params: { what } })
