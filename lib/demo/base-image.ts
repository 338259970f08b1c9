import { db } from '@/lib/db'
import { findImage, removeImage } from '@/lib/docker/images'
import { imageTag } from '@/lib/docker/names'
import { ensureNodeBaseImage } from '@/lib/docker/node-base-image'

/** The base image has this installation's name, like everything of ours on a shared engine. */
export async function nodeImageTag() {
  const { instanceId } = await db.installation.findUniqueOrThrow({ where: { id: 1 }, select: { instanceId: true } })
  return imageTag(instanceId, 'demo-node')
}

export const ensureBaseImage = async () => ensureNodeBaseImage(await nodeImageTag())

/** Images built on it keep the layers they need. */
export async function removeBaseImage() {
  const imageId = await findImage(await nodeImageTag())
  if (imageId) await removeImage(imageId)
}
