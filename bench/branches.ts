import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { timed } from './clock'
import type { Bench } from './prepare'
import { makeManyBranches } from './repositories'

const branchCount = 5000

/** A page of a list of 5,000 branches, as it is after a fetch and as it is then; a preview of ten of them. */
export async function measureBranches({ installation: { api }, remote, isQuick }: Bench) {
  const names = await makeManyBranches(path.join(remote.dir, 'many.git'), branchCount)
  await api.post('/applications', { slug: 'many', repository: { url: `${remote.url}/many.git` } })
  const list = () => api.get<{ items: unknown[] }>('/applications/many/branches?limit=200')
  const first = await untilFetched(list)
  const preview = (index: number) =>
    api.post('/applications/many/environments/dev/preview', { branches: names.slice(index * 10, index * 10 + 10) })
  const listed: number[] = []
  const previewed: number[] = []
  for (let run = 0; run < (isQuick ? 5 : 30); run++) {
    listed.push((await timed(list)).tookMs)
    previewed.push((await timed(() => preview(run))).tookMs)
  }
  return {
    figures: [
      { what: 'list of 5,000 branches', unit: 'ms' as const, samples: listed, most: { p95: 300 } },
      { what: 'list of 5,000 branches, first time', unit: 'ms' as const, samples: [first], most: {} },
      { what: 'preview of 10 branches', unit: 'ms' as const, samples: previewed, most: { p95: 2000 } },
    ],
  }
}

/** How long the first list with anything in it took. */
async function untilFetched(list: () => Promise<{ items: unknown[] }>) {
  for (const end = performance.now() + 60_000; performance.now() < end; await wait(200)) {
    const { tookMs, result } = await timed(list)
    if (result.items.length > 0) return tookMs
  }
  throw new Error(`${branchCount} branches are not there after a minute`)
}
