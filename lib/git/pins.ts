import { objectId } from './objects'
import { pinsPrefix } from './refs'
import { git } from './run-git'

/** Keeps a commit, and all it needs, from every clean-up and prune until it is unpinned. Pinning again moves the pin. */
export async function pinCommit(mirror: string, id: string, sha: string) {
  await git(mirror, ['update-ref', pinRef(id), objectId(sha)])
}

/** Lets a commit go; letting go of what is not pinned is harmless. */
export async function unpin(mirror: string, id: string) {
  await git(mirror, ['update-ref', '-d', pinRef(id)])
}

function pinRef(id: string) {
  if (!/^[0-9a-z][0-9a-z-]*$/i.test(id)) throw new TypeError(`Not an id of ours: ${JSON.stringify(id.slice(0, 80))}`)
  return `${pinsPrefix}${id}`
}
