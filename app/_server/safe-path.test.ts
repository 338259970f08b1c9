import { describe, expect, it } from 'vitest'
import { safePath } from './safe-path'

describe('safePath', () => {
  it('keeps a path of ours with its query', () => {
    expect(safePath('/apps/shop/branches?env=test#b')).toBe('/apps/shop/branches?env=test#b')
  })

  it.each([
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'apps',
  ])('sends %j to the board', (next) => {
    expect(safePath(next)).toBe('/')
  })
})
