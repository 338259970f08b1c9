import { expect, test } from 'vitest'
import { changesOf, type StagedEdits, withEdits } from './staged-edits'

const variable = (key: string, value: string | null = 'one') => ({
  key,
  value,
  secret: false,
  use: 'runtime' as const,
  required: false,
  description: '',
  example: '',
  pattern: null,
})
const stored = (key: string, value: string | null = 'one') => ({ ...variable(key, value), fingerprint: null })

test('edits are sent with everything that stays', () => {
  const edits: StagedEdits = new Map([
    ['B', variable('B', 'two')],
    ['C', null],
    ['D', variable('D')],
  ])
  expect(withEdits([stored('A'), stored('B'), stored('C')], edits).map(({ key, value }) => [key, value])).toEqual([
    ['A', 'one'],
    ['B', 'two'],
    ['D', 'one'],
  ])
})

test('edits survive a newer version of the layer, and keep what somebody else added there', () => {
  const edits: StagedEdits = new Map([['A', variable('A', 'mine')]])
  const newer = [stored('A', 'theirs'), stored('B')]
  expect(changesOf(newer, edits)).toMatchObject([
    { key: 'A', kind: 'changed', before: { value: 'theirs' }, after: { value: 'mine' } },
  ])
  expect(withEdits(newer, edits).map(({ key }) => key)).toEqual(['A', 'B'])
})

test('what somebody else did just so is no change any more', () => {
  const edits: StagedEdits = new Map([
    ['A', variable('A', 'two')],
    ['B', null],
  ])
  expect(changesOf([stored('A', 'two')], edits)).toEqual([])
})
