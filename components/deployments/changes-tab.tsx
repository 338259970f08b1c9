import { useTranslations } from 'next-intl'
import type { DeploymentComparison } from '@/lib/deployments/compare-deployments'
import type { DeploymentView } from '@/lib/deployments/view'
import { Comparison } from './comparison'

interface ChangesTabProps {
  deployment: DeploymentView
  /** Against what it replaces; null: it replaces nothing, or has no release yet. */
  changes: DeploymentComparison | null
}

export function ChangesTab({ deployment, changes }: ChangesTabProps) {
  const t = useTranslations('deployments.changes')
  if (!changes) return <p className="py-6 text-muted">{deployment.release ? t('nothingBefore') : t('noReleaseYet')}</p>
  return (
    <>
      <p className="pb-3 text-muted">{t('against', { number: changes.from.number })}</p>
      <Comparison comparison={changes} />
    </>
  )
}
