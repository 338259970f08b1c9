import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { ListBranchesInput } from '@/lib/branches/list-branches'

const Filter = z.enum(['all', 'mine', 'changed', 'merged'])

/** What the page's address may say; anything else counts as not said. */
const Search = z.object({
  env: z.string().max(40).optional().catch(undefined),
  q: ListBranchesInput.shape.q.catch(undefined),
  filter: Filter.catch('all').default('all'),
  sort: ListBranchesInput.shape.sort.catch('recent'),
})
export type Search = z.infer<typeof Search>

export const parseSearch = (params: Record<string, string | string[] | undefined>) => Search.parse(params)

/** The list a search asks for. `changed` is about an environment's own branches and needs no list. */
export const listInput = ({ q, filter, sort }: Search, actor: Actor) => ({
  q: q || undefined,
  sort,
  ...(filter === 'mine' && { author: actor.email ?? actor.name }),
  ...(filter === 'merged' && { merged: 'true' as const }),
})
