import { expect, test } from 'vitest'
import { ignoredBy, parseDockerignore } from './dockerignore'

/** Which of the paths are ignored; folders are asked first, as the tree lists them. */
function ignored(text: string, paths: string[]) {
  const folders = paths.flatMap((file) =>
    file
      .split('/')
      .slice(0, -1)
      .map((_, index, parts) => parts.slice(0, index + 1).join('/')),
  )
  const isIgnored = ignoredBy(parseDockerignore(text))
  for (const folder of folders) isIgnored(folder)
  return paths.filter(isIgnored)
}

test.each([
  ['a file', 'a.txt', ['a.txt', 'b.txt', 'd/a.txt'], ['a.txt']],
  ['a folder and what is in it', 'node_modules', ['node_modules/x/y', 'a/node_modules/z'], ['node_modules/x/y']],
  ['a slash at either end', '/dist/', ['dist/a', 'x/dist/a'], ['dist/a']],
  ['a star within a folder', '*.md', ['README.md', 'docs/a.md'], ['README.md']],
  [
    'two stars over folders',
    '**/*.md',
    ['README.md', 'docs/a.md', 'docs/x/b.md', 'a.mdx'],
    ['README.md', 'docs/a.md', 'docs/x/b.md'],
  ],
  ['two stars match whole folder names', '**/b', ['xb', 'b', 'a/b', 'a/xb'], ['b', 'a/b']],
  ['two stars in the middle', 'a/**/z', ['a/z', 'a/b/c/z', 'a/b/zz'], ['a/z', 'a/b/c/z']],
  ['two stars at the end', 'a/**', ['a/b', 'a/b/c', 'b'], ['a/b', 'a/b/c']],
  ['an exception', '*\n!keep.txt', ['keep.txt', 'other', 'd/keep.txt'], ['other', 'd/keep.txt']],
  ['an exception inside an ignored folder', 'd\n!d/keep', ['d/keep', 'd/other'], ['d/other']],
  ['the last line decides', '!a\na', ['a'], ['a']],
  ['a question mark', 'a?c', ['abc', 'a/c', 'ac'], ['abc']],
  ['a class', '[a-c]x\n[^0-9]y', ['bx', 'dx', 'zy', '1y'], ['bx', 'zy']],
  ['an escaped star', 'a\\*b', ['a*b', 'axb'], ['a*b']],
  ['parentheses are letters', 'app/(auth)', ['app/(auth)/page', 'app/auth/page'], ['app/(auth)/page']],
  ['braces, pluses, pipes are letters', 'a+\n{b,c}\nd|e', ['a+', 'aa', 'b', '{b,c}', 'd|e', 'd'], ['a+', '{b,c}', 'd|e']],
  ['case counts', 'readme', ['README', 'readme'], ['readme']],
  ['comments and empty lines', '# a\n\n  b  \n', ['# a', 'a', 'b'], ['b']],
  ['dots are cleaned', './a/../b/', ['b/x', 'a/x'], ['b/x']],
  ['a lone dot is nothing', '.', ['a'], []],
  ['a mark at the beginning', '\ufeffa', ['a'], ['a']],
  ['an unclosed class is a letter', '[a', ['[a', 'a'], ['[a']],
  ['unicode', '功能/*.文', ['功能/a.文', '功能/a.b'], ['功能/a.文']],
])('%s', (_, text, paths, expected) => {
  expect(ignored(text, paths)).toEqual(expected)
})

test('a hostile pattern ends at once', () => {
  const start = performance.now()
  expect(ignored(`${'*a'.repeat(60)}b\n${'**/'.repeat(60)}x\n(a+)+$`, [`${'a'.repeat(2000)}`, `${'a/'.repeat(1000)}a`])).toEqual(
    [],
  )
  expect(performance.now() - start).toBeLessThan(10_000)
})
