import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeContainer, removeContainer } from '@/lib/docker/containers'
import { engine } from '@/lib/docker/engine'
import { findImage, imageExists, listImages, removeImage } from '@/lib/docker/images'
import { ensureTestNodeImage, testBaseImageTag, testNodeImageTag } from '@/lib/docker/testing/base-image'
import { testEnvironment } from '@/lib/docker/testing/environment'
import { removeInstance, testInstanceId } from '@/lib/docker/testing/instance'

const instanceId = testInstanceId()
let place: Awaited<ReturnType<typeof testEnvironment>>

beforeAll(async () => {
  place = await testEnvironment(instanceId)
})
afterAll(() => removeInstance(instanceId))

test('an image in use is refused, one with a tag of somebody else keeps that tag', async () => {
  const container = await makeContainer({ ...place.spec(), command: ['/bin/true'] })
  await expect(removeImage(place.imageId)).rejects.toMatchObject({ code: 'conflict', reason: 'image-in-use' })
  await removeContainer(container)

  const foreign = `somebody-else/${instanceId}`
  await engine().getImage(place.imageId).tag({ repo: foreign, tag: 'theirs' })
  await removeImage(place.imageId)
  expect(await findImage(testBaseImageTag(instanceId))).toBeNull()
  expect(await listImages({ instance: instanceId })).toMatchObject([{ id: place.imageId, tags: [`${foreign}:theirs`] }])

  await engine().getImage(`${foreign}:theirs`).remove()
  expect(await imageExists(place.imageId)).toBe(false)
  await removeImage(place.imageId)
})

test('the Node image is made once and runs this very Node', async () => {
  const [one, two] = await Promise.all([ensureTestNodeImage(), ensureTestNodeImage()])
  expect(one).toBe(two)
  expect(await findImage(testNodeImageTag)).toBe(one)
})
