import { describe, expect, test } from 'vitest'
import { spansOf, tame } from './ansi'
import { layoutOf } from './layout'
import { extendRange, parseRange, rangeHash } from './line-range'
import { LogBuffer } from './log-buffer'
import { LogSearch, mark, nextHit } from './search'

const line = (id: number, text: string, group = 'build') => ({ id, at: '', group, level: 'info', stream: 'stdout', text })

function filled(...groups: [string, number][]) {
  const buffer = new LogBuffer()
  let id = 0
  for (const [group, count] of groups)
    for (let index = 0; index < count; index++) buffer.add(line(++id, `${group} ${index}`, group))
  return buffer
}

describe('the buffer', () => {
  test('keeps each line once, whatever a stream repeats', () => {
    const buffer = new LogBuffer()
    for (const id of [1, 2, 1, 2, 3]) buffer.add(line(id, `line ${id}`))
    expect(buffer.lines.map(({ id }) => id)).toEqual([1, 2, 3])
  })

  test('groups lines that follow each other, also when a group comes twice', () => {
    expect(filled(['fetch', 2], ['build', 3], ['fetch', 1]).groups).toEqual([
      { name: 'fetch', first: 0, count: 2 },
      { name: 'build', first: 2, count: 3 },
      { name: 'fetch', first: 5, count: 1 },
    ])
  })

  test('takes earlier lines before its own', () => {
    const buffer = new LogBuffer()
    buffer.add(line(10, 'late', ''))
    buffer.addBefore([line(8, 'early', ''), line(9, 'next', '')])
    expect(buffer.lines.map(({ id }) => id)).toEqual([8, 9, 10])
    expect(buffer.groups).toEqual([{ name: '', first: 0, count: 3 }])
  })
})

describe('the layout', () => {
  const { groups } = filled(['fetch', 2], ['build', 3], ['check', 1])

  test('gives each group a head, and each line its row', () => {
    const layout = layoutOf(groups, () => false)
    const rows = Array.from({ length: layout.count }, (_, row) => layout.rowAt(row))
    expect(rows.map((row) => (row?.kind === 'head' ? row.group.name : row?.index))).toEqual([
      'fetch',
      0,
      1,
      'build',
      2,
      3,
      4,
      'check',
      5,
    ])
    for (let index = 0; index < 6; index++) expect(layout.rowAt(layout.rowOf(index))).toEqual({ kind: 'line', index })
    expect(layout.rowAt(layout.count)).toBeNull()
  })

  test('a folded group is its head alone, and its lines are found there', () => {
    const layout = layoutOf(groups, ({ name }) => name === 'build')
    expect(layout.count).toBe(6)
    expect(layout.rowOf(3)).toBe(3)
    expect(layout.rowAt(3)).toMatchObject({ kind: 'head', group: { name: 'build' } })
    expect(layout.rowAt(5)).toEqual({ kind: 'line', index: 5 })
  })

  test('a group without a name has no head', () => {
    expect(layoutOf(filled(['', 3]).groups, () => false).count).toBe(3)
  })
})

describe('searching', () => {
  test('finds text in any case across colours, and in lines that come later', () => {
    const buffer = new LogBuffer()
    buffer.add(line(1, 'npm \x1b[31mERR\x1b[0mor'))
    const search = new LogSearch(buffer, 'Error')
    expect(search.look()).toEqual([0])
    buffer.add(line(2, 'fine'))
    buffer.add(line(3, 'another error'))
    expect(search.look()).toEqual([0, 2])
  })

  test('goes round at both ends', () => {
    expect(nextHit([3, 7], 4, false)).toBe(1)
    expect(nextHit([3, 7], 8, false)).toBe(0)
    expect(nextHit([3, 7], 2, true)).toBe(1)
    expect(nextHit([], 0, false)).toBe(-1)
  })

  test('marks every hit, also one that changes its colour', () => {
    const marked = mark(spansOf(tame('an ab\x1b[31mc abc\x1b[0m.')), 'abc')
    expect(marked.filter(({ isHit }) => isHit).map(({ text }) => text)).toEqual(['ab', 'c', 'abc'])
    expect(marked.map(({ text }) => text).join('')).toBe('an abc abc.')
  })
})

describe('links to lines', () => {
  test.each(['#L120', '#L120-L140'])('%s survives', (hash) => {
    const range = parseRange(hash)
    expect(range && rangeHash(range)).toBe(hash)
  })

  test('other hashes are none, and ends may be swapped', () => {
    expect(['', '#content', '#L0', '#L', '#L1x', '#L99999999'].map(parseRange)).toEqual([null, null, null, null, null, null])
    expect(parseRange('#L9-L3')).toEqual({ from: 3, to: 9 })
  })

  test('shift extends from the line chosen before', () => {
    expect(extendRange({ from: 5, to: 5 }, 9, true)).toEqual({ from: 5, to: 9 })
    expect(extendRange({ from: 5, to: 9 }, 2, true)).toEqual({ from: 2, to: 5 })
    expect(extendRange({ from: 5, to: 9 }, 7, false)).toEqual({ from: 7, to: 7 })
  })
})
