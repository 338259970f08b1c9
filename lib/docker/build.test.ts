import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BuildOptions, buildImage } from '@/lib/docker/build'
import { engine } from '@/lib/docker/engine'
import { findImage } from '@/lib/docker/images'
import { imageTag, labels } from '@/lib/docker/names'
import { ensureTestBaseImage, testBaseImageTag } from '@/lib/docker/testing/base-image'
import { contextOf } from '@/lib/docker/testing/context'
import { removeInstance, testInstanceId } from '@/lib/docker/testing/instance'

const instanceId = testInstanceId()
const base = `FROM ${testBaseImageTag(instanceId)}\n`
let keys = 0

beforeAll(() => ensureTestBaseImage(instanceId))
afterAll(() => removeInstance(instanceId))

function build(
  files: Record<string, string>,
  options: Partial<BuildOptions> & { args?: Record<string, string>; target?: string } = {},
) {
  const lines: string[] = []
  const request = {
    tar: contextOf(files),
    dockerfile: 'Dockerfile',
    args: options.args ?? {},
    target: options.target,
    tag: imageTag(instanceId, `${++keys}`.padStart(24, '0')),
    labels: labels({ instance: instanceId, commit: 'c0ffee' }),
  }
  const onLine = (text: string) => void lines.push(text)
  const done = buildImage(request, { onLine, signal: new AbortController().signal, timeoutMs: 60_000, ...options })
  return { done, lines, tag: request.tag }
}

test('a build gives an image with tag and labels, and tells its steps', async () => {
  const dockerfile = `${base}ARG COLOUR\nCOPY hello.txt /\nRUN cat /hello.txt; echo "$COLOUR"\nLABEL branchline.replica=smuggled`
  const { done, lines, tag } = build({ Dockerfile: dockerfile, 'hello.txt': 'good morning\n' }, { args: { COLOUR: 'blå' } })
  const imageId = await done
  expect(imageId).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(await findImage(tag)).toBe(imageId)
  const { Config } = await engine().getImage(imageId).inspect()
  expect(Config.Labels).toMatchObject({
    'branchline.instance': instanceId,
    'branchline.replica': '',
    'org.opencontainers.image.revision': 'c0ffee',
  })
  const run = lines.find((line) => /^#\d+ \[3\/3\] RUN cat/.test(line))
  const number = run?.split(' ')[0]
  expect(lines).toEqual(expect.arrayContaining([`${number} good morning`, `${number} blå`]))

  const again = build({ Dockerfile: dockerfile, 'hello.txt': 'good morning\n' }, { args: { COLOUR: 'blå' } })
  expect(await again.done).toBe(imageId)
  expect(again.lines).toContain(`${again.lines.find((line) => line.includes('[3/3] RUN cat'))?.split(' ')[0]} CACHED`)
})

test('a target ends the build at its stage', async () => {
  const files = { Dockerfile: `${base.trim()} AS first\nRUN true\nFROM first\nRUN exit 9` }
  await expect(build(files, { target: 'first' }).done).resolves.toMatch(/^sha256:/)
})

test('a failing RUN is named with its exit code and its last lines', async () => {
  const { done } = build({ Dockerfile: `${base}RUN echo fine\nRUN echo "no such module" >&2; exit 7` })
  await expect(done).rejects.toMatchObject({
    code: 'invalid',
    reason: 'build-failed',
    message: 'The image build failed: "RUN echo "no such module" >&2; exit 7" ended with exit code 7.',
    params: { exitCode: 7, lastLines: 'no such module' },
  })
})

test.each([
  ['an unknown instruction', `${base}FLY away`, /unknown instruction: FLY/],
  ['a file that is not there', `${base}COPY nothing.txt /`, /COPY nothing\.txt/],
  ['a base image that is not there', 'FROM branchline-test/nothing:0\n', /branchline-test\/nothing/],
  ['a host network', `${base}RUN --network=host true`, /network/],
])('%s fails the build with its reason', async (_, dockerfile, message) => {
  await expect(build({ Dockerfile: dockerfile }).done).rejects.toMatchObject({
    reason: 'build-failed',
    message: expect.stringMatching(message),
  })
})

test('a hostile or missing Dockerfile is refused before anything is built', async () => {
  const hostile = build({ Dockerfile: `# syntax=evil/frontend\n${base}` })
  await expect(hostile.done).rejects.toMatchObject({ code: 'invalid', reason: 'dockerfile-syntax' })
  expect(hostile.lines).toEqual([])
  await expect(build({ other: base }).done).rejects.toMatchObject({ code: 'invalid', reason: 'dockerfile-missing' })
  const steering = build({ Dockerfile: base }, { args: { BUILDKIT_SYNTAX: 'evil/frontend' } })
  await expect(steering.done).rejects.toMatchObject({ code: 'invalid', reason: 'build-argument' })
})

test('cancelling ends that build at once, inside the engine too, and no other', async () => {
  const mark = `4711.${Date.now()}`
  const cancelled = new AbortController()
  const first = build({ Dockerfile: `${base}RUN sleep ${mark}` }, { signal: cancelled.signal })
  const second = build({ Dockerfile: `${base}RUN sleep 3; echo ${mark}` })
  await expect.poll(() => isRunning(`sleep\0${mark}`), { timeout: 10_000, interval: 10 }).toBe(true)

  const begun = performance.now()
  cancelled.abort(new Error('cancelled by a person'))
  await expect(first.done).rejects.toThrow('cancelled by a person')
  expect(performance.now() - begun).toBeLessThan(100)
  await expect.poll(() => isRunning(`sleep\0${mark}`), { timeout: 5_000, interval: 10 }).toBe(false)
  await expect(second.done).resolves.toMatch(/^sha256:/)
})

test('a build that hangs is ended at its deadline', async () => {
  const { done } = build({ Dockerfile: `${base}RUN sleep 4712` }, { timeoutMs: 1_000 })
  await expect(done).rejects.toMatchObject({ code: 'limit', reason: 'build-timeout' })
})

test('100 MB of output do not grow the memory', async () => {
  const before = process.memoryUsage().rss
  let most = 0
  let lines = 0
  const onLine = () => {
    lines++
    if (lines % 1000 === 0) most = Math.max(most, process.memoryUsage().rss)
  }
  await build({ Dockerfile: `${base}RUN yes "a line of a flood" | head -c 100000000` }, { onLine }).done
  expect(lines).toBeGreaterThan(1000)
  expect(most - before).toBeLessThan(200 * 1024 * 1024)
})

/** Whether a process with these arguments runs on this machine, be it in a container. */
const isRunning = (commandLine: string) =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(commandLine)
      } catch {
        return false
      }
    })
