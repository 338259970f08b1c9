import { expect, test } from 'vitest'
import { containerName, imageTag, labelFilter, labels, networkName, oneOffName, readLabels } from '@/lib/docker/names'

const id = '0195b1c2-7d3e-7f00-8000-00000000abcd'

test('names follow from ids and fit what the engine accepts', () => {
  const names = [containerName('0a1b2c3d', id), networkName('0a1b2c3d', id), oneOffName('0a1b2c3d', id, 'migrate')]
  expect(names[0]).toBe('bl-0a1b2c3d-0195b1c27d3e7f00800000000000abcd')
  for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,62}$/)
  expect(imageTag('0a1b2c3d', '01234567-89ab-cdef-0123-456789abcdef')).toBe(
    'branchline/0a1b2c3d:0123456789abcdef0123456789abcdef',
  )
})

test('every key of ours is written, so that none is inherited from an image', () => {
  const written = labels({ instance: 'i', step: 'test' })
  expect(written['branchline.replica']).toBe('')
  expect(readLabels({ ...written, other: 'x' })).toEqual({ instance: 'i', step: 'test' })
  expect(labelFilter({ instance: 'i', replica: undefined })).toEqual(['branchline.instance=i'])
})
