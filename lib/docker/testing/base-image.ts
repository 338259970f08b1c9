import { existsSync } from 'node:fs'
import { findImage } from '@/lib/docker/images'
import { labels } from '@/lib/docker/names'
import { ensureNodeBaseImage } from '@/lib/docker/node-base-image'
import { importPrograms } from '@/lib/docker/programs-image'

const tools = [
  'sh',
  'cat',
  'cp',
  'dd',
  'echo',
  'head',
  'id',
  'ls',
  'mkdir',
  'mknod',
  'rm',
  'sleep',
  'tail',
  'touch',
  'true',
  'yes',
]

/** Apart from the product's own tag, so that a test run never takes the image away from an installation beside it. */
export const testNodeImageTag = `branchline-test/node:${process.versions.node}`

/** A Node image that all test runs share; the runner removes what is named `branchline-test/` at its end. */
export const ensureTestNodeImage = () => ensureNodeBaseImage(testNodeImageTag)

export const testBaseImageTag = (instanceId: string) => `branchline-test/base:${instanceId}`

/** A small image with a shell and a few tools of this machine, for tests that need no Node. Belongs to one test instance. */
export async function ensureTestBaseImage(instanceId: string): Promise<string> {
  const tag = testBaseImageTag(instanceId)
  const found = tools.map((tool) => [`/bin/${tool}`, ['/bin/', '/usr/bin/'].map((folder) => folder + tool).find(existsSync)])
  const programs = Object.fromEntries(found.filter(([, file]) => file))
  return (await findImage(tag)) ?? importPrograms(tag, programs, { cmd: ['sh'], labels: labels({ instance: instanceId }) })
}
