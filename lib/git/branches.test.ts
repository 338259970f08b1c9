import { afterAll, beforeAll, expect, test } from 'vitest'
import { listBranches } from './branches'
import { headOf } from './refs'
import { git } from './run-git'
import { makeRepository, type Repository } from './testing/repository'

let repository: Repository
beforeAll(async () => {
  repository = await makeRepository()
})
afterAll(() => repository.remove())

test('a branch is listed with subject, author, time, ahead and behind', async () => {
  const first = await repository.commit('main', { a: '1' })
  await repository.commit('feature/x', { x: '1' }, { from: first })
  await repository.commit('feature/x', { x: '2' }, { message: 'Say <b>hi</b>\nand more', author: 'Zoë "Z" <zoe@example.org>' })
  await repository.commit('main', { a: '2' })
  const branches = await listBranches(repository.path, 'main')
  expect(branches.map(({ name }) => name)).toEqual(['main', 'feature/x'])
  expect(branches[1]).toMatchObject({
    sha: await repository.head('feature/x'),
    author: { name: 'Zoë "Z"', email: 'zoe@example.org' },
    ahead: 2,
    behind: 1,
  })
  expect(branches[1]?.subject).toContain('Say <b>hi</b>')
  expect(branches[1]?.committedAt).toBeInstanceOf(Date)
})

test('names that are options, shell code, quotes or unicode are names', async () => {
  const names = [
    'a$(touch${IFS}/tmp/branchline-marker)',
    '--exec=x',
    '-x',
    'q\'u"ote',
    '`id`',
    'a;b|c&d',
    '<script>',
    '功能/登录',
    'é',
    'e\u0301',
    'A',
    'a',
  ]
  for (const name of names) await repository.commit(name, { n: name }, { from: 'main' })
  const listed = new Map((await listBranches(repository.path, 'main')).map((branch) => [branch.name, branch]))
  for (const name of names) {
    expect(listed.get(name)).toMatchObject({ ahead: 1, behind: 0 })
    expect(await headOf(repository.path, name)).toBe(await repository.head(name))
  }
  expect(await headOf(repository.path, 'main~1')).toBeNull()
  expect(await headOf(repository.path, 'refs/heads/main')).toBeNull()
})

test('the list follows the refs, and without a base it does not count', async () => {
  const before = await listBranches(repository.path, 'main')
  expect(await listBranches(repository.path, 'main')).toBe(before)
  await repository.deleteBranch('-x')
  const after = await listBranches(repository.path, 'main')
  expect(after).toHaveLength(before.length - 1)
  expect((await listBranches(repository.path, 'gone'))[0]).toMatchObject({ ahead: null, behind: null })
})

test('ahead and behind are what git counts, over merges, criss-cross and unrelated roots', async () => {
  const other = await makeRepository()
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647
    return seed % below
  }
  const ids = [await other.commit('main', { a: '0' })]
  for (let round = 0; round < 60; round++) {
    const parents = [ids[random(ids.length)], ids[random(ids.length)], ids[random(ids.length)]].slice(
      0,
      1 + random(3),
    ) as string[]
    const tree = `${parents[0]}^{tree}`
    const args = ['commit-tree', tree, ...[...new Set(parents)].flatMap((parent) => ['-p', parent]), '-m', `${round}`]
    const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a' }
    const id = (await git(other.path, args, { env: who })).stdout.toString().trim()
    ids.push(id)
    await git(other.path, ['update-ref', `refs/heads/b${round}`, id])
  }
  await git(other.path, ['update-ref', 'refs/heads/main', ids.at(-3) as string])
  await other.commit('orphan', { o: '1' }, { from: null })
  for (const { sha, ahead, behind } of await listBranches(other.path, 'main')) {
    const { stdout } = await git(other.path, ['rev-list', '--left-right', '--count', `${sha}...${ids.at(-3)}`])
    expect(`${ahead}\t${behind}`).toBe(stdout.toString().trim())
  }
  await other.remove()
})

test('an empty repository has no branches', async () => {
  const empty = await makeRepository()
  expect(await listBranches(empty.path, 'main')).toEqual([])
  await empty.remove()
})
