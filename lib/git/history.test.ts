import { afterAll, beforeAll, expect, test } from 'vitest'
import { changedFiles, countCommits, isAncestor, listCommits } from './history'
import { makeRepository, type Repository } from './testing/repository'

let repository: Repository
let first: string
let second: string
let third: string
let other: string

beforeAll(async () => {
  repository = await makeRepository()
  first = await repository.commit('main', { a: '1', b: '1' })
  second = await repository.commit('main', { a: '2' }, { message: 'Second\n\nbody' })
  third = await repository.commit('main', { b: null, 'ü\n': '1', c: { mode: '120000', content: 'a' } })
  other = await repository.commit('other', { o: '1' }, { from: first })
})
afterAll(() => repository.remove())

test('commits are counted and listed, newest first', async () => {
  expect(await countCommits(repository.path, first, third)).toBe(2)
  expect(await countCommits(repository.path, [first], [third, other])).toBe(3)
  const commits = await listCommits(repository.path, first, third, 10)
  expect(commits.map(({ sha }) => sha)).toEqual([third, second])
  expect(commits[1]).toMatchObject({ subject: 'Second', author: { name: 'Ada Lovelace', email: 'ada@example.org' } })
  expect(await listCommits(repository.path, first, third, 1)).toHaveLength(1)
  expect(await listCommits(repository.path, third, third, 10)).toEqual([])
})

test('changed files are told with what happened to them', async () => {
  expect(await changedFiles(repository.path, second, third)).toEqual([
    { path: 'b', change: 'deleted' },
    { path: 'c', change: 'added' },
    { path: 'ü\n', change: 'added' },
  ])
})

test('ancestry', async () => {
  expect(await isAncestor(repository.path, first, third)).toBe(true)
  expect(await isAncestor(repository.path, third, first)).toBe(false)
  expect(await isAncestor(repository.path, first, first)).toBe(true)
})
