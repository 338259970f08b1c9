import { findImage } from '@/lib/docker/images'
import { importPrograms } from '@/lib/docker/programs-image'

export const nodeBaseImageTag = `branchline/node:${process.versions.node}`

const building = new Map<string, Promise<string>>()

/**
 * An image of the Node that runs now and a shell, under a tag that a Dockerfile can name in FROM. Made once per engine and version;
 * returns the image's id.
 */
export function ensureNodeBaseImage(tag = nodeBaseImageTag): Promise<string> {
  const known = building.get(tag)
  if (known) return known
  const made = findOrMake(tag).finally(() => building.delete(tag))
  building.set(tag, made)
  return made
}

async function findOrMake(tag: string): Promise<string> {
  const programs = { '/usr/local/bin/node': process.execPath, '/bin/sh': '/bin/sh' }
  return (await findImage(tag)) ?? importPrograms(tag, programs, { cmd: ['node'], workdir: '/app' })
}
