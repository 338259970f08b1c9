import { useTranslations } from 'next-intl'
import type { DeploymentView } from '@/lib/deployments/view'
import type { DeploymentStatus } from '@/prisma/generated/enums'

type Said = Pick<DeploymentView, 'kind' | 'status' | 'application' | 'environment' | 'liveAt' | 'requestedBranches'> & {
  requestedBy: { id: string | null; name: string }
  release: { branches: unknown[] } | null
}

/** How a deployment is told of: what somebody wants, does, asks for, has done, or what became of it. */
const phases: Record<DeploymentStatus, 'asked' | 'running' | 'waiting' | 'done' | 'over'> = {
  queued: 'asked',
  scheduled: 'asked',
  running: 'running',
  awaiting_approval: 'waiting',
  holding: 'running',
  live: 'done',
  superseded: 'done',
  failed: 'over',
  errored: 'over',
  cancelled: 'over',
  rejected: 'over',
  expired: 'over',
}

/** A deployment as a sentence. `source` is the number of the deployment it brings back or takes along, where known. */
export function useSentence() {
  const t = useTranslations('deployments.sentence')
  return (deployment: Said, source?: number): string => {
    const { kind, status, application, environment, requestedBy, release, requestedBranches, liveAt } = deployment
    const phase = status === 'superseded' && !liveAt ? 'over' : phases[status]
    return t(phase, {
      // What nobody asked for, the platform did: the first deployment of the demo, an automatic return.
      by: requestedBy.id === null && requestedBy.name === 'system' ? t('platform') : requestedBy.name,
      kind,
      end: status,
      place: `${application}/${environment}`,
      count: (release?.branches ?? requestedBranches).length,
      source: source === undefined ? 'none' : String(source),
    })
  }
}
