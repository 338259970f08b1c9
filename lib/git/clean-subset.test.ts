import fc from 'fast-check'
import { expect, test } from 'vitest'
import { largestCleanSubset } from './clean-subset'

const pair = <B extends string | null>(a: string, b: B) => ({ a, b, files: [] })

test('without conflicts everything stays, in order', () => {
  expect(largestCleanSubset(['b', 'a'], [])).toEqual(['b', 'a'])
})

test('one that conflicts with two gives way to both', () => {
  expect(largestCleanSubset(['a', 'b', 'c'], [pair('a', 'b'), pair('a', 'c')])).toEqual(['b', 'c'])
})

test('of two equals the earlier stays', () => {
  expect(largestCleanSubset(['a', 'b'], [pair('a', 'b')])).toEqual(['a'])
})

test('a conflict with the base rules a branch out', () => {
  expect(largestCleanSubset(['a', 'b', 'c'], [pair('a', 'main'), pair('b', null)])).toEqual(['c'])
})

test('the choice is clean and as large as trying every subset finds', () => {
  const graph = fc
    .integer({ min: 1, max: 10 })
    .chain((size) => fc.tuple(fc.constant(size), fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 20 })))
  fc.assert(
    fc.property(graph, ([size, edges]) => {
      const names = Array.from({ length: size }, (_, index) => `n${index}`)
      const conflicts = edges.filter(([a, b]) => a !== b).map(([a, b]) => pair(`n${a}`, `n${b}`))
      const isClean = (chosen: Set<string>) => !conflicts.some(({ a, b }) => chosen.has(a) && chosen.has(b))
      const chosen = largestCleanSubset(names, conflicts)
      expect(isClean(new Set(chosen))).toBe(true)
      let largest = 0
      for (let mask = 0; mask < 1 << size; mask++) {
        const subset = names.filter((_, index) => mask & (1 << index))
        if (subset.length > largest && isClean(new Set(subset))) largest = subset.length
      }
      expect(chosen.length).toBe(largest)
    }),
  )
})

test('24 branches with many conflicts, and 300, are quick', () => {
  for (const size of [24, 300]) {
    const names = Array.from({ length: size }, (_, index) => `n${index}`)
    const conflicts = names.flatMap((a, i) =>
      names.slice(i + 1).flatMap((b, j) => ((i * 31 + j * 17) % 4 === 0 ? [pair(a, b)] : [])),
    )
    const start = performance.now()
    const chosen = new Set(largestCleanSubset(names, conflicts))
    expect(performance.now() - start).toBeLessThan(10_000)
    expect(conflicts.some(({ a, b }) => chosen.has(a) && chosen.has(b))).toBe(false)
  }
})
