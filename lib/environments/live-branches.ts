import { z } from 'zod'
import type { DeploymentView } from '@/lib/deployments/view'
import { countCommits } from '@/lib/git/history'
import { mirrorPath } from '@/lib/git/mirror-path'
import { readHeads } from '@/lib/git/refs'

/** A branch as it is live, and how far its head has moved on since. `headSha` is null when the branch is gone. */
export const LiveBranch = z.object({ name: z.string(), sha: z.string(), headSha: z.string().nullable(), behindHead: z.int() })
export type LiveBranch = z.infer<typeof LiveBranch>

/** Compares what is live with the heads that the mirror last saw. */
export async function compareWithHeads(applicationId: string, live: DeploymentView | null): Promise<LiveBranch[]> {
  const branches = live?.release?.branches ?? []
  if (branches.length === 0) return []
  const mirror = mirrorPath(applicationId)
  const heads = await readHeads(mirror)
  return Promise.all(
    branches.map(async ({ name, sha }) => {
      const headSha = heads.get(name) ?? null
      const behindHead = headSha && headSha !== sha ? await countCommits(mirror, sha, headSha) : 0
      return { name, sha, headSha, behindHead }
    }),
  )
}
