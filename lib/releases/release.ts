import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Build } from '@/lib/applications/input'
import { canonicalJson } from '@/lib/canonical-json'
import { BranchName, ObjectId } from '@/lib/text'

/** A branch as asked for: with its commit when the asker saw one, else resolved in the fetch step. */
export const BranchPin = z.strictObject({ name: BranchName, sha: ObjectId.optional() })
export type BranchPin = z.infer<typeof BranchPin>

/** A branch at a commit. */
export interface PinnedBranch {
  name: string
  sha: string
}

/** Everything that decides what runs. Change anything and it is another release. */
export interface ReleaseContent {
  base: PinnedBranch
  branches: PinnedBranch[]
  commit: string
  recipe: Build
  configVersion: number
}

/** The name of a release: `sha256:` and 64 hexadecimal digits. */
export const releaseDigest = (content: ReleaseContent) => `sha256:${sha256(canonicalJson(content))}`

/** What an image depends on: equal keys may share an image. */
export const buildKey = (tree: string, recipe: Build) => sha256(canonicalJson({ tree, recipe }))

/** Where an environment answers. */
export const publicUrl = (domain: string, { PROXY_HTTP_PORT }: { PROXY_HTTP_PORT: number }) =>
  `http://${domain}${PROXY_HTTP_PORT === 80 ? '' : `:${PROXY_HTTP_PORT}`}`

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
