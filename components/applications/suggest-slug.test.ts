import { expect, test } from 'vitest'
import { suggestName, suggestSlug } from './suggest-slug'

test.each([
  ['https://git.example/team/Web_Shop.git', 'web-shop'],
  ['git@git.example:shop.git', 'shop'],
  ['ssh://git@git.example/a/b.c/', 'b-c'],
  ['https://git.example/-_-', ''],
  ['', ''],
])('%s suggests %s', (url, slug) => expect(suggestSlug(url)).toBe(slug))

test('a slug that is too long ends where slugs may end', () => {
  expect(suggestSlug(`https://git.example/${'a'.repeat(39)}-b`)).toBe('a'.repeat(39))
})

test('a name is suggested from the slug', () => expect(suggestName('web-shop')).toBe('Web shop'))
