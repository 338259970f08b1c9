import { expect, test } from 'vitest'
import { db } from '@/lib/db'
import { createApplication } from '@/prisma/factories'
import { withTestDatabase } from '@/prisma/test-database'
import { type KeyedRequest, keepAnswer, markUncertain, pruneKeys, releaseKey, takeKey } from '../idempotency/keys'
import { callerWithRole } from '../testing'

withTestDatabase()

const token = { name: 'ci', scopes: ['*'] }
const keyed = (key: string) => ({ 'idempotency-key': key })
const request = (key: string): KeyedRequest => ({ caller: 'user:1', key, requestHash: 'a' })

async function age(seconds: number) {
  await db.$executeRaw`UPDATE "IdempotencyKey" SET "createdAt" = "createdAt" - make_interval(secs => ${seconds})`
}

test('the same request with the same key gets the first answer, and is carried out once', async () => {
  const { post } = await callerWithRole('admin')
  const first = await post('/tokens', token, keyed('one'))
  const second = await post('/tokens', token, keyed('one'))
  expect([first.status, second.status]).toEqual([201, 201])
  expect(await second.json()).toEqual(await first.json())
  expect(await db.apiToken.count({ where: { name: 'ci' } })).toBe(1)
})

test('what is shown once is not readable in the table', async () => {
  const { post } = await callerWithRole('admin')
  const made = await (await post('/tokens', token, keyed('secret-key'))).json()
  const rows = JSON.stringify(await db.idempotencyKey.findMany())
  expect(rows).not.toContain(made.token)
  expect(rows).not.toContain('secret-key')
})

test('the key with another body, or for another address, is refused', async () => {
  const { post } = await callerWithRole('admin')
  await post('/tokens', token, keyed('two'))
  const other = await post('/tokens', { ...token, name: 'other' }, keyed('two'))
  expect(other.status).toBe(422)
  expect(await other.json()).toMatchObject({ code: 'key-reused' })
  expect((await post('/tokens?x=1', token, keyed('two'))).status).toBe(422)
})

test('one key of two callers is two keys', async () => {
  const [a, b] = await Promise.all([callerWithRole('admin'), callerWithRole('admin')])
  const answers = await Promise.all([a.post('/tokens', token, keyed('three')), b.post('/tokens', token, keyed('three'))])
  const [first, second] = await Promise.all(answers.map((answer) => answer.json()))
  expect(first.id).not.toBe(second.id)
})

test('of ten at once one is carried out; the others wait or get its answer', async () => {
  const { post } = await callerWithRole('admin')
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('/tokens', { ...token, name: 'ten' }, keyed('four'))))
  expect(answers.map(({ status }) => status).every((status) => status === 201 || status === 409)).toBe(true)
  expect(await db.apiToken.count({ where: { name: 'ten' } })).toBe(1)
})

test('a refusal gives the key back', async () => {
  const { post } = await callerWithRole('admin')
  expect((await post('/tokens', { name: 'ci', scopes: ['nonsense'] }, keyed('five'))).status).toBe(422)
  expect((await post('/tokens', token, keyed('five'))).status).toBe(201)
})

test.each(['', 'a b', 'x'.repeat(256), 'ü'])('a key such as "%s" is refused', async (key) => {
  const { post } = await callerWithRole('admin')
  expect((await post('/tokens', token, keyed(encodeURI(key) === key ? key : 'a b'))).status).toBe(422)
})

test('a deployment whose answer was lost is found by its key, not made again', async () => {
  const { application } = await createApplication()
  const { post } = await callerWithRole('admin')
  const path = `/applications/${application.slug}/environments/dev/deployments`
  const first = await (await post(path, { branches: [] }, keyed('six'))).json()
  await db.idempotencyKey.updateMany({ data: { status: 500, response: undefined } })
  await db.$executeRaw`UPDATE "IdempotencyKey" SET response = NULL`
  const second = await post(path, { branches: [] }, keyed('six'))
  expect(second.status).toBe(202)
  expect((await second.json()).id).toBe(first.id)
  expect(second.headers.get('location')).toBe(`/api/v1/deployments/${first.id}`)
  expect(await db.deployment.count({ where: { applicationId: application.id } })).toBe(1)
})

test('while the first runs the second is told so; when its process is gone the key is taken over with the same intention', async () => {
  const first = await takeKey(request('seven'))
  await expect(takeKey(request('seven'))).rejects.toMatchObject({ code: 'conflict', reason: 'still-running' })
  await markUncertain(request('seven'), createdAtOf(first))
  expect(await takeKey(request('seven'))).toMatchObject({ state: 'resumed', intention: intentionOf(first) })
})

test('a process that says nothing for a minute has lost its key', async () => {
  await takeKey(request('eight'))
  await age(61)
  expect(await takeKey(request('eight'))).toMatchObject({ state: 'resumed' })
})

test('a released key is as new, and a kept answer stays', async () => {
  const first = await takeKey(request('nine'))
  await releaseKey(request('nine'), createdAtOf(first))
  const second = await takeKey(request('nine'))
  expect(second.state).toBe('fresh')
  await keepAnswer(request('nine'), createdAtOf(second), { status: 201, headers: {}, body: 'yes' })
  await releaseKey(request('nine'), createdAtOf(second))
  expect(await takeKey(request('nine'))).toMatchObject({ state: 'answered', answer: { body: 'yes' } })
})

test('after 24 hours a key is a new intention', async () => {
  const first = await takeKey(request('ten'))
  await age(86_401)
  const second = await takeKey(request('ten'))
  expect(second.state).toBe('fresh')
  expect(intentionOf(second)).not.toBe(intentionOf(first))
  await age(86_401)
  expect(await pruneKeys()).toBeGreaterThan(0)
  expect(await db.idempotencyKey.count()).toBe(0)
})

const createdAtOf = (taken: Awaited<ReturnType<typeof takeKey>>) => (taken.state === 'answered' ? new Date(0) : taken.createdAt)
const intentionOf = (taken: Awaited<ReturnType<typeof takeKey>>) => (taken.state === 'answered' ? '' : taken.intention)
