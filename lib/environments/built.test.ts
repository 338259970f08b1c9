import { expect, test } from 'vitest'
import { requireBuilt } from './built'

test('what is not built is refused by name, and everything else passes', () => {
  expect(() => requireBuilt({ strategy: { kind: 'canary' } })).toThrow('the strategy canary')
  expect(() => requireBuilt({ commands: { smoke: 'curl /', migrate: null } })).toThrow('the smoke command')
  expect(() =>
    requireBuilt({ strategy: { kind: 'rolling' }, policy: { keepReleases: 3 }, commands: { migrate: 'true' } }),
  ).not.toThrow()
})
