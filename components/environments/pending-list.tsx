import { useTranslations } from 'next-intl'
import { DeploymentRow } from '@/components/deployments/deployment-row'
import { Section } from '@/components/ui/section'
import type { DeploymentView } from '@/lib/deployments/view'

interface PendingListProps {
  pending: DeploymentView[]
  numbers: Map<string, number>
}

/** What runs here and what waits for its turn or for a yes. Nothing does: nothing is shown. */
export function PendingList({ pending, numbers }: PendingListProps) {
  const t = useTranslations('environments.queue')
  if (pending.length === 0) return null
  return (
    <Section title={t('title')}>
      <ol className="border-t">
        {pending.map((deployment) => (
          <li key={deployment.id} className="flex items-center border-b">
            <span className="w-6 shrink-0 text-center text-muted text-sm">{deployment.queuePosition ?? ''}</span>
            <DeploymentRow deployment={deployment} source={numbers.get(deployment.source ?? '')} />
          </li>
        ))}
      </ol>
    </Section>
  )
}
