import { createHash } from 'node:crypto'
import type { Branch } from '@/lib/git/branches'
import { keyIn, type PageInput, pageOf } from '@/lib/paging'

/**
 * A page of a list in memory. The cursor names the last branch seen by a short hash, since names may be long and in any
 * alphabet, and its place, for the case that it was deleted meanwhile.
 */
export function pageAfter(branches: Branch[], { cursor, limit }: PageInput) {
  const start = cursor ? startAfter(branches, keyIn(cursor) ?? '') : 0
  let place = start
  return pageOf(
    branches.slice(start, start + limit + 1).map((branch) => ({ branch, place: place++ })),
    limit,
    (row) => `${row.place}:${hashOf(row.branch.name)}`,
    ({ branch }) => branch,
  )
}

function startAfter(branches: Branch[], key: string): number {
  const [place = '', hash = ''] = key.split(':')
  const index = branches.findIndex(({ name }) => hashOf(name) === hash)
  if (index >= 0) return index + 1
  return /^\d{1,9}$/.test(place) ? Number(place) : 0
}

const hashOf = (name: string) => createHash('sha1').update(name).digest('base64url').slice(0, 16)
