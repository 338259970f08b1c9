import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildImage } from '@/lib/docker/build'
import { containerState, startContainer, stopContainer } from '@/lib/docker/containers'
import { containerTail } from '@/lib/docker/logs'
import { labels } from '@/lib/docker/names'
import { runOnce } from '@/lib/docker/run-once'
import { ensureTestNodeImage, testNodeImageTag } from '@/lib/docker/testing/base-image'
import { testEnvironment } from '@/lib/docker/testing/environment'
import { removeInstance, testInstanceId } from '@/lib/docker/testing/instance'
import { gitStream } from '@/lib/git/run-git'
import { ensureRepository } from './repository'

const instanceId = testInstanceId()
const resources = { cpus: 1, memoryMb: 256 }
let folder: string
let repository: string
let place: Awaited<ReturnType<typeof testEnvironment>>

beforeAll(async () => {
  await ensureTestNodeImage()
  place = await testEnvironment(instanceId)
  folder = await mkdtemp(path.join(os.tmpdir(), 'branchline-demo-'))
  repository = await ensureRepository(folder)
})
afterAll(async () => {
  await removeInstance(instanceId)
  await rm(folder, { recursive: true, force: true })
})

/** Builds a branch of the demo's repository as Branchline does. */
const build = (branch: string) =>
  buildImage(
    {
      tar: gitStream(repository, ['archive', '--format=tar', `refs/heads/${branch}`]).stdout,
      dockerfile: 'Dockerfile',
      args: { NODE_IMAGE: testNodeImageTag },
      tag: `branchline-test/shop:${instanceId}-${branch.replaceAll('/', '-')}`,
      labels: labels({ instance: instanceId }),
    },
    { onLine: () => {}, signal: AbortSignal.timeout(60_000), timeoutMs: 60_000 },
  )

/** Starts an image and waits until it answers at all. */
async function run(imageId: string, env: Record<string, string> = {}) {
  const { containerId, address } = await startContainer({ ...place.spec(), imageId, resources, env, port: 4000 })
  const get = (target: string, headers = {}) => fetch(`http://${address}:4000${target}`, { headers })
  const isOpen = () =>
    get('/version').then(
      ({ ok }) => ok,
      () => false,
    )
  await expect.poll(isOpen, { timeout: 15_000, interval: 50 }).toBe(true)
  return { containerId, get }
}

test('the shop builds without internet, answers in two languages and says what it is', async () => {
  const { containerId, get } = await run(await build('main'), {
    GREETING: 'Tea & <b>cake</b>',
    BRANCHLINE_ENVIRONMENT: 'test',
    BRANCHLINE_COMMIT: 'da7232800000',
    BRANCHLINE_BRANCHES: 'feature/a feature/b',
  })
  expect(await (await get('/health')).json()).toEqual({ status: 'ok' })
  expect(await (await get('/version')).json()).toMatchObject({ environment: 'test', branches: ['feature/a', 'feature/b'] })
  const page = await (await get('/')).text()
  expect(page).toContain('Tea &amp; &lt;b&gt;cake&lt;/b&gt;')
  expect(page).toContain('da72328')
  expect(await (await get('/', { 'accept-language': 'zh-CN' })).text()).toContain('龙井')

  const stoppedAt = performance.now()
  await stopContainer(containerId, 10_000)
  expect(performance.now() - stoppedAt).toBeLessThan(5000)
  expect(await containerState(containerId)).toMatchObject({ exitCode: 0 })
})

test('its own tests run in its image, within the memory the demo gives it', async () => {
  const imageId = await build('main')
  const command = 'node --test --test-concurrency=1'
  const lines: string[] = []
  const onLine = (text: string) => void lines.push(text)
  const outcome = await runOnce(
    { ...place.spec(), imageId, resources, env: {}, command },
    { onLine, signal: AbortSignal.timeout(30_000), timeoutMs: 30_000 },
  )
  expect({ ...outcome, lines }).toMatchObject({ exitCode: 0, oomKilled: false })
})

test('the broken experiment answers, but says on /health and in its log why it is not healthy', async () => {
  const { containerId, get } = await run(await build('experiment/broken-health'))
  const health = await get('/health')
  expect(health.status).toBe(503)
  expect(await health.json()).toMatchObject({ problem: expect.stringContaining('PAYMENT_URL') })
  const tail = async () => JSON.stringify(await containerTail(containerId, 20))
  await expect.poll(tail, { timeout: 10_000, interval: 50 }).toContain('PAYMENT_URL is not set')
})
