'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { Time } from '@/components/ui/time'
import type { RollbackTarget } from '@/lib/deployments/rollback-targets'

interface RollbackTargetsProps {
  targets: RollbackTarget[]
  chosen: string
  onChoose: (id: string) => void
}

/** The releases one can go back to; what has no image any more stays listed, and says so. */
export function RollbackTargets({ targets, chosen, onChoose }: RollbackTargetsProps) {
  const t = useTranslations('deployments.rollback')
  return (
    <fieldset>
      <legend className="pb-1 font-medium">{t('target')}</legend>
      <div className="max-h-44 overflow-y-auto rounded-md border">
        {targets.map((target) => (
          <label
            key={target.id}
            className={cn(
              'flex min-h-row items-center gap-2.5 border-b px-3 py-1 last:border-0',
              target.isImageKept ? 'hover:bg-hover has-checked:bg-running-tint' : 'text-muted',
            )}
          >
            <input
              type="radio"
              name="target"
              value={target.id}
              checked={target.id === chosen}
              disabled={!target.isImageKept}
              onChange={() => onChoose(target.id)}
              className="size-4 shrink-0 accent-ink"
            />
            <span className="font-medium">#{target.number}</span>
            <span className="min-w-0 truncate">{t('targetBranches', { count: target.branches.length })}</span>
            <span className="ml-auto flex shrink-0 items-center gap-2 text-muted text-sm">
              {target.isWarm && target.isImageKept && <Badge tone="live">{t('warm')}</Badge>}
              {target.isImageKept ? <Time at={target.liveAt} /> : t('imageGone')}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
