import { expect, test } from 'vitest'
import { differences, isStale, rebase, replace, type StartSet, toggle, wouldDrop } from './picked-set'

const startOf = (deploymentId: string, ...names: string[]): StartSet => ({
  deploymentId,
  number: 1,
  by: 'somebody',
  isLive: true,
  branches: names.map((name) => ({ name })),
})
const names = (branches: { name: string }[] | undefined) => branches?.map(({ name }) => name)

test('a new tick merges last', () => {
  expect(names(toggle(startOf('one', 'a', 'b'), null, { name: 'c' })?.branches)).toEqual(['a', 'b', 'c'])
})

test('ticking and unticking the same branch ends the edit', () => {
  const start = startOf('one', 'a')
  expect(toggle(start, toggle(start, null, { name: 'b' }), { name: 'b' })).toBeNull()
})

test('unticking and ticking again changes the merge order, and that is an edit', () => {
  const start = startOf('one', 'a', 'b')
  const edit = toggle(start, toggle(start, null, { name: 'a' }), { name: 'a' })
  expect(names(edit?.branches)).toEqual(['b', 'a'])
})

test('an edit is stale once the set itself changed, not when it was only deployed again', () => {
  const edit = toggle(startOf('one', 'a'), null, { name: 'b' })
  expect(isStale(startOf('two', 'a', 'x'), edit)).toBe(true)
  expect(isStale(startOf('two', 'a'), edit)).toBe(false)
  expect(isStale(startOf('two', 'a', 'x'), null)).toBe(false)
})

test('a stale edit would drop what others added, not what the person removed', () => {
  const edit = toggle(startOf('one', 'a', 'b'), null, { name: 'b' })
  expect(edit && wouldDrop(startOf('two', 'a', 'b', 'x'), edit)).toEqual(['x'])
})

test('loading the new set keeps what the person added and removed', () => {
  const edit = replace(startOf('one', 'a', 'b'), null, [{ name: 'b' }, { name: 'c' }])
  const rebased = edit && rebase(startOf('two', 'a', 'b', 'x'), edit)
  expect(names(rebased?.branches)).toEqual(['b', 'x', 'c'])
  expect(rebased?.basedOn).toBe('two')
})

test('a change that somebody else already made is no edit any more', () => {
  const edit = toggle(startOf('one', 'a'), null, { name: 'b' })
  expect(edit && rebase(startOf('two', 'a', 'b'), edit)).toBeNull()
})

test('differences name what comes and what goes', () => {
  expect(differences(startOf('one', 'a', 'b'), [{ name: 'b' }, { name: 'c' }])).toEqual({ added: ['c'], removed: ['a'] })
})
