'use client'

import { useTranslations } from 'next-intl'
import { GateList } from '@/components/branches/gate-list'
import { ChangeList } from '@/components/deployments/name-list'
import type { PromotionPreview } from '@/lib/deployments/preview-promotion'

/** What would move, and the gates that stand in the way. */
export function PromotionDifference({ preview, to }: { preview: PromotionPreview; to: string }) {
  const t = useTranslations('environments.promote')
  const changes = useTranslations('deployments.changes')
  const words = { added: changes('added'), removed: changes('removed'), updated: changes('updated') }
  const { comparison, branches, gates } = preview
  const telling = gates.filter(({ state }) => state !== 'pass')
  return (
    <>
      <div>
        <p className="pb-1 font-medium">{t('branches', { to })}</p>
        <ChangeList
          {...(comparison?.branches ?? { added: branches, removed: [], updated: [] })}
          words={words}
          none={comparison ? t('sameBranches') : t('baseOnly')}
        />
      </div>
      {comparison && (
        <p className="text-muted">
          {t('amount', { commits: comparison.commits?.count ?? 0, files: comparison.files?.count ?? 0 })}
          {comparison.commits?.count === 0 && comparison.isSameImage && ` ${t('nothingNew', { to })}`}
        </p>
      )}
      {!comparison && <p className="text-muted">{t('firstThere', { to })}</p>}
      {telling.length > 0 && <GateList gates={telling} />}
    </>
  )
}
