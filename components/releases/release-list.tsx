import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { DeploymentView } from '@/lib/deployments/view'
import type { EnvironmentView } from '@/lib/environments/view'
import { ReleaseRow } from './release-row'

interface ReleaseListProps {
  application: string
  deployments: DeploymentView[]
  environments: EnvironmentView[]
}

/** A form without script: two radio columns choose what is compared with what. */
export function ReleaseList({ application, deployments, environments }: ReleaseListProps) {
  const t = useTranslations('releases')
  const [newest, previous = newest] = deployments
  return (
    <form action={`/apps/${application}/releases/compare`}>
      <div className="sticky top-12 z-10 flex items-center gap-3 border-b bg-paper py-2">
        <Button type="submit" size="sm" disabled={deployments.length < 2}>
          {t('compareChosen')}
        </Button>
        <span className="text-muted text-sm">{t('compareHint')}</span>
      </div>
      <ul aria-label={t('title')}>
        {deployments.map((deployment) => (
          <ReleaseRow
            key={deployment.id}
            deployment={deployment}
            environments={environments}
            isFrom={deployment.id === previous?.id}
            isTo={deployment.id === newest?.id}
          />
        ))}
      </ul>
    </form>
  )
}
