import { expect, test } from 'vitest'
import { UpdateEnvironmentInput } from '@/lib/environments/input'

test('a change mentions only what was sent, without defaults', () => {
  expect(UpdateEnvironmentInput.parse({ policy: { keepReleases: 3 }, health: {} })).toEqual({
    policy: { keepReleases: 3 },
    health: {},
  })
})
