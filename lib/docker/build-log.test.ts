import { expect, test } from 'vitest'
import { BuildLog } from '@/lib/docker/build-log'
import type { Vertex } from '@/lib/docker/build-trace'

const vertex = (digest: string, name: string, rest: Partial<Vertex> = {}): Vertex => ({
  digest,
  name,
  cached: false,
  error: '',
  started: { seconds: 10, nanos: 0 },
  ...rest,
})
const completed = { seconds: 11, nanos: 500_000_000 }
const print = (digest: string, message: string, stream = 1) => ({ vertex: digest, stream, message: Buffer.from(message) })

test('steps are numbered in the order they begin, and told once', () => {
  const log = new BuildLog()
  const lines = [
    ...log.read({ vertexes: [vertex('a', '[1/2] FROM base'), { ...vertex('b', '[2/2] RUN make'), started: null }], logs: [] }),
    ...log.read({ vertexes: [vertex('a', '[1/2] FROM base', { completed, cached: true })], logs: [] }),
    ...log.read({ vertexes: [vertex('b', '[2/2] RUN make')], logs: [print('b', 'one\ntw')] }),
    ...log.read({ vertexes: [vertex('b', '[2/2] RUN make')], logs: [print('b', 'o\n'), print('b', 'bad', 2)] }),
    ...log.read({ vertexes: [vertex('b', '[2/2] RUN make', { completed })], logs: [] }),
    ...log.read({ vertexes: [vertex('b', '[2/2] RUN make', { completed })], logs: [] }),
  ]
  expect(lines.map((line) => line.text)).toEqual([
    '#1 [1/2] FROM base',
    '#1 CACHED',
    '#2 [2/2] RUN make',
    '#2 one',
    '#2 two',
    '#2 bad',
    '#2 DONE 1.5s',
  ])
})

test('the failure is the step that failed, not one that was ended beside it', () => {
  const log = new BuildLog()
  log.read({ vertexes: [vertex('a', '[a 1/2] RUN x'), vertex('b', '[b 1/2] RUN y')], logs: [print('a', 'why\n')] })
  const lines = log.read({
    vertexes: [
      vertex('a', '[a 1/2] RUN x', { completed, error: 'exit code: 3' }),
      vertex('b', '[b 1/2] RUN y', { completed, error: 'executor failed running [x]: context canceled' }),
    ],
    logs: [],
  })
  expect(lines.map((line) => line.text)).toEqual(['#1 ERROR: exit code: 3', '#2 CANCELED'])
  expect(log.failure).toEqual({ instruction: '[a 1/2] RUN x', error: 'exit code: 3', lastLines: ['why'] })
})
