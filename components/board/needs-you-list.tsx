import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { deploymentFaces, StatusGlyph } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { DeploymentView } from '@/lib/deployments/view'

interface NeedsYouListProps {
  approvals: DeploymentView[]
  failures: DeploymentView[]
}

/** The strip above the map: what waits for the reader. Nothing waits: nothing is shown. */
export function NeedsYouList({ approvals, failures }: NeedsYouListProps) {
  const t = useTranslations('board.needsYou')
  if (approvals.length + failures.length === 0) return null
  return (
    <section aria-labelledby="needs-you" className="mb-6 border-y">
      <h2 id="needs-you" className="pt-2 text-muted text-sm">
        {t('title')}
      </h2>
      <ul>
        {approvals.map((deployment) => (
          <Item key={deployment.id} deployment={deployment} at={deployment.startedAt ?? deployment.queuedAt}>
            {t('approve', {
              by: deployment.requestedBy.name,
              count: deployment.release?.branches.length ?? 0,
              place: `${deployment.application}/${deployment.environment}`,
            })}
          </Item>
        ))}
        {failures.map((deployment) => (
          <Item key={deployment.id} deployment={deployment} at={deployment.finishedAt ?? deployment.queuedAt}>
            {t('failed', { place: `${deployment.application}/${deployment.environment}` })}
          </Item>
        ))}
      </ul>
    </section>
  )
}

const Item = ({ deployment, at, children }: { deployment: DeploymentView; at: string; children: ReactNode }) => (
  <li className="border-b last:border-0">
    <Link
      prefetch={false}
      href={`/deployments/${deployment.number}` as Route}
      className="-mx-2 flex min-h-row items-center gap-2.5 rounded-sm px-2 py-1 hover:bg-hover"
    >
      <StatusGlyph face={deploymentFaces[deployment.status]} />
      <span className="font-medium">#{deployment.number}</span>
      <span className="min-w-0 flex-1">{children}</span>
      <Time at={at} show="relative" className="shrink-0 text-muted text-sm" />
    </Link>
  </li>
)
