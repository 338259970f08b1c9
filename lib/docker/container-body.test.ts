import { expect, test } from 'vitest'
import { containerBody, digestLabel } from '@/lib/docker/container-body'

const spec = {
  name: 'bl-x',
  imageId: 'sha256:1',
  env: { A: 'one\nB=two' },
  labels: {},
  network: 'bl-n',
  resources: { cpus: 0.5, memoryMb: 128 },
}

test('nothing but the allow-list reaches the engine', () => {
  const hostile = { ...spec, HostConfig: { Privileged: true }, Binds: ['/:/host'], resources: { ...spec.resources, Devices: [] } }
  expect(containerBody(hostile)).toEqual(containerBody(spec))
  expect(Object.keys(containerBody(spec).HostConfig ?? {}).sort()).toEqual(
    [
      ...[
        'CapAdd',
        'CapDrop',
        'Init',
        'LogConfig',
        'Memory',
        'MemorySwap',
        'NanoCpus',
        'NetworkMode',
        'OomScoreAdj',
        'PidsLimit',
      ],
      ...['RestartPolicy', 'SecurityOpt', 'Ulimits'],
    ].sort(),
  )
})

test('a value with a line break stays one variable', () => {
  expect(containerBody(spec).Env).toEqual(['A=one\nB=two'])
})

test('the digest differs when anything else does', () => {
  const digest = (changed: object) => containerBody({ ...spec, ...changed }).Labels?.[digestLabel]
  const digests = [{}, { imageId: 'sha256:2' }, { env: { A: '1' } }, { network: 'bl-m' }, { command: ['sh'] }].map(digest)
  expect(new Set(digests).size).toBe(5)
  expect(digest({})).toBe(digest({}))
})
