import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DomainError } from '@/lib/errors'
import { parseRepositoryUrl } from './repository-url'

const allowed = ['localhost:3999', 'git.corp', '10.0.0.0/8']

test.each([
  ['https://github.com/a/b.git', { scheme: 'https', host: 'github.com', port: 443, path: '/a/b.git' }],
  ['https://Git.Example:8443/a', { scheme: 'https', host: 'git.example', port: 8443, path: '/a' }],
  ['https://münchen.example/a', { scheme: 'https', host: 'xn--mnchen-3ya.example', port: 443 }],
  ['https://[2606:4700::1]/a', { scheme: 'https', host: '2606:4700::1', href: 'https://[2606:4700::1]/a' }],
  ['ssh://git@host.example/a/b.git', { scheme: 'ssh', port: 22, href: 'ssh://git@host.example:22/a/b.git' }],
  ['ssh://host.example:2222/a', { scheme: 'ssh', port: 2222, href: 'ssh://git@host.example:2222/a' }],
  ['git@host.example:a/b.git', { scheme: 'ssh', host: 'host.example', path: 'a/b.git', href: 'git@host.example:a/b.git' }],
  ['deploy@[2606:4700::1]:a.git', { scheme: 'ssh', host: '2606:4700::1', href: 'deploy@[2606:4700::1]:a.git' }],
  ['http://localhost:3999/demo.git', { scheme: 'http', host: 'localhost', port: 3999 }],
  ['http://10.1.2.3/x', { scheme: 'http', host: '10.1.2.3', port: 80 }],
  ['git://git.corp/x', { scheme: 'git', host: 'git.corp', port: 9418 }],
])('%s is understood', (text, expected) => {
  expect(parseRepositoryUrl(text, allowed)).toMatchObject(expected)
})

test.each([
  ['a remote helper', 'ext::sh -c id'],
  ['a remote helper without a space', 'ext::sh'],
  ['a remote helper in capitals', 'EXT::x'],
  ['a remote helper with a URL', 'https::https://host/x'],
  ['a file descriptor', 'fd::17'],
  ['a file URL', 'file:///etc'],
  ['a plain path', '/srv/git/a.git'],
  ['a relative path', '../a.git'],
  ['an option', '--upload-pack=touch'],
  ['an option with a colon', '--upload-pack=a@b:c'],
  ['an ssh option as host', 'ssh://-oProxyCommand=x/y'],
  ['an ssh option as host behind a user', 'ssh://git@-oProxyCommand=x/y'],
  ['an ssh option as user', 'ssh://-oProxyCommand=x@host/y'],
  ['an scp option as host', 'git@-oProxyCommand=x:y'],
  ['an scp path that is an option', 'git@host:--upload-pack=x'],
  ['an ssh path that is an option', 'ssh://host/-x'],
  ['three slashes', 'https:///evil'],
  ['one slash', 'https:/evil'],
  ['no slash', 'https:evil'],
  ['a host alone', 'https://host'],
  ['a host alone over ssh', 'ssh://host/'],
  ['NUL', 'https://host/a\0b'],
  ['CR', 'https://host/a\rb'],
  ['LF', 'https://host/a\nb'],
  ['an encoded LF', 'https://host/a%0ab'],
  ['a space', 'https://host/a b'],
  ['a leading space', ' https://host/a'],
  ['a backslash', 'https://a\\@b/c'],
  ['an invisible character', 'https://host/a\u202eb'],
  ['a user name', 'https://user@host/a'],
  ['an empty user name', 'https://@host/a'],
  ['a password', 'https://user:pw@host/a'],
  ['an ssh password', 'ssh://git:pw@host/a'],
  ['a query', 'https://host/a?b'],
  ['a fragment', 'https://host/a#b'],
  ['an unknown scheme', 'ftp://host/a'],
  ['http to a host nobody allowed', 'http://host/a'],
  ['http to another port', 'http://localhost:4000/a'],
  ['git:// to a host nobody allowed', 'git://host/a'],
  ['port 0', 'ssh://host:0/a'],
  ['port 99999', 'ssh://host:99999/a'],
  ['a host with a final dot', 'https://localhost./a'],
  ['a host with a percent sign', 'ssh://ho%73t/a'],
  ['nothing', ''],
  ['a megabyte', `https://host/${'a'.repeat(1_000_000)}`],
])('%s is refused', (_, text) => {
  expect(() => parseRepositoryUrl(text, allowed)).toThrow(DomainError)
})

test('the sentence helps', () => {
  expect(() => parseRepositoryUrl('https://user:hunter2@host/a', [])).toThrow(/fields of their own/)
  expect(() => parseRepositoryUrl('/srv/a.git', [])).toThrow(/https:\/\/host\/path/)
})

test('whatever is accepted has one of four schemes, a host, and nothing git could take for an option', () => {
  const parts = fc.constantFrom(
    'https://',
    'ssh://',
    'git@',
    '-',
    '--x',
    '::',
    ':',
    '/',
    '@',
    'host',
    'a.b',
    '[::1]',
    '%0a',
    '\n',
    '..',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 4 })), { maxLength: 8 }), (pieces) => {
      try {
        const url = parseRepositoryUrl(pieces.join(''), [])
        expect(['https', 'ssh']).toContain(url.scheme)
        expect(url.host).toMatch(/^[a-z0-9]|^[0-9a-f:]/)
        expect(url.href).toMatch(/^(https|ssh):\/\/[^-]|^\w[\w.-]*@/)
        expect(url.href).not.toMatch(/[\s\0]/)
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
      }
    }),
    { numRuns: 2000 },
  )
})
