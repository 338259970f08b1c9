import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { PreviewInput } from '@/lib/deployments/input'
import { mergeBranches } from '@/lib/git/merge'
import { mirrorPath } from '@/lib/git/mirror-path'
import { makeRepository, type Repository } from '@/lib/git/testing/repository'
import { buildKey, type PinnedBranch } from '@/lib/releases/release'
import { createActor, createApplication, createDeployment, createRelease } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { compareDeployments } from './compare-deployments'
import { previewDeployment } from './preview-deployment'

withTestDatabase()

type Made = Awaited<ReturnType<typeof createApplication>>
let shop: Made
let viewer: Actor
let repository: Repository
let mirror: string
const heads: Record<string, string> = {}

beforeAll(async () => {
  shop = await createApplication({ slug: 'shop' })
  viewer = await createActor('viewer', { applicationId: shop.application.id })
  mirror = mirrorPath(shop.application.id)
  repository = await makeRepository(mirror)
  heads.main = await repository.commit('main', { 'price.txt': 'one\n', 'README.md': 'shop\n' })
  for (const [branch, files] of Object.entries<Record<string, string>>({
    cart: { 'cart.txt': 'a' },
    search: { 'search.txt': 'a' },
    'price-a': { 'price.txt': 'two\n' },
    'price-b': { 'price.txt': 'three\n' },
  })) {
    heads[branch] = await repository.commit(branch, files, { from: 'main' })
  }
  heads.stale = await repository.commit('stale', { 'README.md': 'other\n' }, { from: 'main' })
  heads.main = await repository.commit('main', { 'README.md': 'shop!\n' })
})

const pin = (name: string): PinnedBranch => ({ name, sha: heads[name] as string })
const preview = (branches: (string | PinnedBranch)[], environment = 'dev') =>
  previewDeployment(viewer, { application: 'shop', environment }, PreviewInput.parse({ branches }))

/** Makes a set live, as the pipeline would leave it. */
async function makeLive(environment: Made['dev'], names: string[], given: { base?: PinnedBranch; configVersion?: number } = {}) {
  const base = given.base ?? pin('main')
  const branches = names.map(pin)
  const merged = await mergeBranches(mirror, { base, branches }, { keep: true })
  if (!merged.clean) throw new Error('not clean')
  await db.deployment.updateMany({ where: { environmentId: environment.id, status: 'live' }, data: { status: 'superseded' } })
  const { commit, tree } = merged
  const release = await createRelease(environment, { base, branches, commit, tree, configVersion: given.configVersion })
  return createDeployment(environment, { status: 'live', releaseId: release.id })
}

test('a clean set has a commit, and says what it adds to what is live', async () => {
  await makeLive(shop.dev, ['cart'])
  const clean = await preview([pin('cart'), 'search'])
  expect(clean).toMatchObject({
    clean: true,
    base: pin('main'),
    branches: [
      { ...pin('cart'), state: 'merges' },
      { ...pin('search'), state: 'merges' },
    ],
    conflicts: [],
    largestCleanSubset: ['cart', 'search'],
    changes: { added: ['search'], removed: [], updated: [], commits: 1, config: { added: [], changed: [], removed: [] } },
    reuses: null,
  })
  expect(clean.commit).toMatch(/^[0-9a-f]{40}$/)
  expect(clean.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(await preview(['cart', 'search'])).toMatchObject({ commit: clean.commit, digest: clean.digest })
  expect((await preview([])).changes).toMatchObject({ removed: ['cart'], commits: 0 })
})

test('conflicts name each pair and the base with their files, and the largest choice without them is clean', async () => {
  const conflicting = await preview(['cart', 'price-a', 'price-b', 'stale'])
  expect(conflicting).toMatchObject({ clean: false, commit: null, tree: null, digest: null, reuses: null })
  expect(conflicting.conflicts).toEqual(
    expect.arrayContaining([
      { a: 'price-a', b: 'price-b', files: ['price.txt'] },
      { a: 'stale', b: 'main', files: ['README.md'] },
    ]),
  )
  expect(conflicting.conflicts).toHaveLength(2)
  expect(conflicting.largestCleanSubset).toEqual(['cart', 'price-a'])
  expect((await preview(conflicting.largestCleanSubset)).clean).toBe(true)
  expect(conflicting.branches.filter(({ state }) => state === 'conflicts').map(({ name }) => name)).toEqual(['price-b', 'stale'])
})

test('where every two branches fit but not all together, the one that fails is named alone', async () => {
  const lines = (...changed: number[]) =>
    Array.from(
      { length: 12 },
      (_, line) => `line ${line} ${changed.includes(line) ? 'as the branch wants it' : 'as it always was'}\n`,
    ).join('')
  await repository.commit('main', { 'old.txt': lines() })
  const settled = await repository.head('main')
  await repository.commit('edit', { 'old.txt': lines(6, 7, 8, 9) }, { from: 'main' })
  // With both changes too little is left of the old file for the third branch to see where it went.
  await repository.commit('rename', { 'old.txt': null, 'new.txt': lines(0, 1, 2, 3, 4) }, { from: 'main' })
  await repository.commit('last-line', { 'old.txt': lines(11) }, { from: 'main' })
  for (const pair of [
    ['edit', 'rename'],
    ['edit', 'last-line'],
    ['rename', 'last-line'],
  ]) {
    expect(await preview(pair)).toMatchObject({ clean: true, base: { sha: settled } })
  }
  expect(await preview(['edit', 'rename', 'last-line'])).toMatchObject({
    clean: false,
    conflicts: [{ a: 'last-line', b: null, files: ['old.txt'] }],
    largestCleanSubset: ['edit', 'rename'],
  })
  heads.main = settled as string
})

test('an equal image is reused where the policy says so, and the deployment that made it is named', async () => {
  await db.environment.update({ where: { id: shop.pre.id }, data: { policy: { build: 'reuse' } } })
  const clean = await preview(['search'], 'pre')
  expect(clean.reuses).toBeNull()
  const builder = await createDeployment(shop.test, { status: 'superseded', imageId: 'sha256:abc' })
  const { build } = await db.application.findUniqueOrThrow({ where: { slug: 'shop' } })
  const image = await db.image.create({
    data: { applicationId: shop.application.id, buildKey: buildKey(clean.tree ?? '', build as never), imageId: 'sha256:abc' },
  })
  expect((await preview(['search'], 'pre')).reuses).toEqual({ id: builder.id, number: builder.number, imageId: 'sha256:abc' })
  expect((await preview(['search'], 'dev')).reuses).toBeNull()
  await db.image.update({ where: { id: image.id }, data: { removedAt: new Date() } })
  expect((await preview(['search'], 'pre')).reuses).toBeNull()
})

test('configuration that changed since the live release is told by key', async () => {
  const variable = (key: string, value: string) => ({
    key,
    value,
    sealed: null,
    fingerprint: null,
    secret: false,
    use: 'runtime',
  })
  const version = (number: number, items: object[]) =>
    db.configVersion.create({
      data: {
        applicationId: shop.application.id,
        layer: 'environment',
        environmentId: shop.test.id,
        version: number,
        items,
        author: 'x',
      },
    })
  await version(1, [variable('KEPT', '1'), variable('CHANGED', '1'), variable('GONE', '1')])
  await makeLive(shop.test, [], { configVersion: 1 })
  await version(2, [variable('KEPT', '1'), variable('CHANGED', '2'), variable('NEW', '1')])
  expect((await preview([], 'test')).changes.config).toEqual({ added: ['NEW'], changed: ['CHANGED'], removed: ['GONE'] })
})

test('gates say what stands in the way', async () => {
  const { gates } = await preview(['cart'], 'prod')
  expect(gates).toContainEqual(expect.objectContaining({ code: 'approval', state: 'warn' }))
  expect(gates).toContainEqual(expect.objectContaining({ code: 'order', state: 'block' }))
})

test('unknown branches, lost commits and a repository nobody fetched are refused in words', async () => {
  await expect(preview(['cart', 'nope'])).rejects.toMatchObject({
    code: 'invalid',
    reason: 'branch-missing',
    fields: [{ path: 'branches.1', message: 'nope does not exist' }],
  })
  await expect(preview([{ name: 'cart', sha: 'f'.repeat(40) }])).rejects.toMatchObject({ code: 'invalid' })
  const empty = await createApplication()
  const admin = await createActor('admin')
  const place = { application: empty.application.slug, environment: 'dev' }
  await expect(previewDeployment(admin, place, { branches: [] })).rejects.toMatchObject({ reason: 'not-fetched' })
  await expect(previewDeployment(viewer, place, { branches: [] })).rejects.toMatchObject({ code: 'not-found' })
})

test('twenty branches are previewed within two seconds, conflicts or not', async () => {
  const names: string[] = []
  for (let index = 0; index < 20; index++) {
    names.push(`many-${index}`)
    await repository.commit(
      `many-${index}`,
      { [`many-${index}.txt`]: 'x', ...(index > 17 && { 'same.txt': `${index}` }) },
      { from: 'main' },
    )
  }
  for (const [set, clean] of [
    [names.slice(0, 18), true],
    [names, false],
  ] as const) {
    const start = performance.now()
    expect((await preview(set)).clean).toBe(clean)
    expect(performance.now() - start).toBeLessThan(2000)
  }
})

test('two deployments compare by branches, commits, files, configuration and image', async () => {
  const from = await makeLive(shop.dev, ['cart'])
  heads.cart = await repository.commit('cart', { 'cart.txt': 'b' }, { message: 'Grow the cart' })
  const to = await makeLive(shop.dev, ['cart', 'search'])
  const comparison = await compareDeployments(viewer, from.id, to.id)
  expect(comparison).toMatchObject({
    from: { number: from.number },
    to: { number: to.number, environment: 'dev' },
    branches: { added: ['search'], removed: [], updated: ['cart'] },
    commits: { count: 2 },
    files: { count: 2 },
    config: { added: [], changed: [], removed: [] },
    isSameImage: false,
  })
  expect(comparison.commits?.items.map(({ subject }) => subject)).toContain('Grow the cart')
  const unmerged = await createDeployment(shop.dev, { status: 'failed' })
  await expect(compareDeployments(viewer, from.id, unmerged.id)).rejects.toMatchObject({ reason: 'no-release' })
  const foreign = await createDeployment((await createApplication()).dev, { status: 'live' })
  await expect(compareDeployments(viewer, from.id, foreign.id)).rejects.toMatchObject({ code: 'not-found' })
})
