'use client'

import { useTranslations } from 'next-intl'
import { ChangeList } from '@/components/deployments/name-list'
import { StatusGlyph } from '@/components/ui/status'
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
      {telling.length > 0 && (
        <ul className="flex flex-col gap-1">
          {telling.map(({ code, message, state }) => (
            <li key={code} className="flex gap-2">
              <StatusGlyph
                face={state === 'block' ? { shape: 'triangle', tone: 'failed' } : { shape: 'diamond', tone: 'waiting' }}
                className="mt-1"
              />
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
