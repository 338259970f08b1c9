import type { Readable } from 'node:stream'
import type { ImageInspectInfo } from 'dockerode'
import { call, callOrNull, dial, engine, openStream } from '@/lib/docker/engine'
import { statusOf } from '@/lib/docker/engine-errors'
import { jsonLines } from '@/lib/docker/lines'
import { type KnownLabels, type Labels, labelFilter, readLabels } from '@/lib/docker/names'
import { DomainError } from '@/lib/errors'

const importTimeoutMs = 5 * 60_000

/** The id behind a tag or an id, or null. */
export async function findImage(tagOrId: string): Promise<string | null> {
  return (await inspect(tagOrId))?.Id ?? null
}

export const imageExists = async (tagOrId: string) => (await findImage(tagOrId)) !== null

export interface ImageDefaults {
  env?: Record<string, string>
  cmd?: string[]
  workdir?: string
  labels?: Labels
}

/** Makes an image of one layer from a tar of a root file system, without any registry. Returns its id. */
export async function importImage(
  tag: string,
  tar: Readable,
  { env = {}, cmd, workdir, labels = {} }: ImageDefaults,
): Promise<string> {
  const changes = [
    ...Object.entries(env).map(([key, value]) => `ENV ${key}=${JSON.stringify(value)}`),
    ...Object.entries(labels).map(([key, value]) => `LABEL ${key}=${JSON.stringify(value)}`),
    ...(cmd ? [`CMD ${JSON.stringify(cmd)}`] : []),
    ...(workdir ? [`WORKDIR ${workdir}`] : []),
  ]
  const [repo, version] = tag.split(':')
  const signal = AbortSignal.timeout(importTimeoutMs)
  const stream = await openStream(
    'import an image',
    (abortSignal) => engine().importImage(tar, { repo, tag: version, changes, abortSignal }),
    { signal, timeoutMs: importTimeoutMs },
  )
  let imageId: string | undefined
  for await (const message of jsonLines<{ status?: string; error?: string }>(stream)) {
    if (message.error)
      throw new DomainError('unavailable', `The Docker Engine could not import ${tag}: ${message.error}`, {
        key: 'image-not-imported',
        params: { tag },
      })
    imageId = message.status
  }
  if (!imageId)
    throw new DomainError('unavailable', `The Docker Engine did not say that ${tag} was imported.`, {
      key: 'image-not-imported',
      params: { tag },
    })
  return imageId
}

export async function listImages(known: KnownLabels) {
  const found = await call('list images', (abortSignal) =>
    engine().listImages({ filters: { label: labelFilter(known) }, abortSignal }),
  )
  return found.map((image) => ({
    id: image.Id,
    tags: image.RepoTags?.filter((tag) => tag !== '<none>:<none>') ?? [],
    labels: readLabels(image.Labels),
    sizeBytes: image.Size,
    createdAt: new Date(image.Created * 1000),
  }))
}

/**
 * Takes our tags off an image and so removes it, unless others have tagged it too. Never forced: what a container needs, running or not,
 * is refused with reason `image-in-use`. Nothing to do when it is gone.
 */
export async function removeImage(imageId: string): Promise<void> {
  const image = await inspect(imageId)
  if (!image) return
  const tags = image.RepoTags ?? []
  const names = tags.length === 0 ? [imageId] : tags.filter((tag) => tag.startsWith('branchline'))
  try {
    for (const name of names) {
      await callOrNull('remove an image', (abortSignal) => engine().getImage(name).remove({ force: false, abortSignal }))
    }
  } catch (error) {
    if (statusOf(error) !== 409) throw error
    const sentence = `The image ${imageId} is still used by a container. Remove that container first.`
    throw new DomainError('conflict', sentence, { reason: 'image-in-use', params: { image: imageId }, cause: error })
  }
}

/** The client library's own `inspect` of images takes no abort signal, so it would have no deadline. */
const inspect = (tagOrId: string) =>
  callOrNull('look at an image', (abortSignal) =>
    dial<ImageInspectInfo>({ path: `/images/${tagOrId}/json`, method: 'GET', statusCodes: { 200: true }, abortSignal }),
  )
