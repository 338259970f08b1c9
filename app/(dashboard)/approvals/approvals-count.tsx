import { currentActor } from '@/app/_server/session'
import { NeedsYouCount } from '@/components/shell/needs-you'
import { isMine, readApprovals } from './read-approvals'

/** How many approvals are the reader's to give, for the navigation; stream it inside a Suspense. */
export async function ApprovalsCount() {
  const actor = await currentActor()
  return actor && <NeedsYouCount count={(await readApprovals(actor)).filter(isMine).length} />
}
