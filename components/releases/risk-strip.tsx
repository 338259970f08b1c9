import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type Face, StatusGlyph } from '@/components/ui/status'
import type { DeploymentComparison } from '@/lib/deployments/compare-deployments'

interface RiskStripProps {
  /** The command that changes the database, if there is one. */
  migration: string | null
  /** Null: nothing is live to compare with. */
  comparison: DeploymentComparison | null
  /** How often this environment got something new in the last seven days. */
  liveThisWeek: number
  /** The environment's slug. */
  place: string
}

const calm: Face = { shape: 'ring', tone: 'idle' }
const notable: Face = { shape: 'diamond', tone: 'waiting' }

/** Four facts that make a release risky or not; a diamond marks those worth a second look. */
export function RiskStrip({ migration, comparison, liveThisWeek, place }: RiskStripProps) {
  const t = useTranslations('releases.risk')
  const config = comparison && Object.values(comparison.config).flat().length
  const files = comparison?.files?.count ?? null
  return (
    <ul aria-label={t('label')} className="mb-6 grid grid-cols-2 gap-px overflow-hidden rounded-md border bg-hairline">
      <Fact name={t('migration')} face={migration ? notable : calm}>
        {migration ? <code className="break-all">{migration}</code> : t('noMigration')}
      </Fact>
      <Fact name={t('config')} face={config ? notable : calm}>
        {config === null ? t('first', { place }) : t('keys', { count: config })}
      </Fact>
      <Fact name={t('files')} face={calm}>
        {comparison === null ? t('first', { place }) : files === null ? t('unknown') : t('fileCount', { count: files })}
      </Fact>
      <Fact name={t('week')} face={liveThisWeek === 0 ? notable : calm}>
        {t('weekCount', { count: liveThisWeek })}
      </Fact>
    </ul>
  )
}

const Fact = ({ name, face, children }: { name: string; face: Face; children: ReactNode }) => (
  <li className="bg-paper px-3 py-2">
    <div className="text-muted text-sm">{name}</div>
    <div className="flex items-baseline gap-1.5">
      <StatusGlyph face={face} className="size-2.5" />
      <span className="min-w-0">{children}</span>
    </div>
  </li>
)
