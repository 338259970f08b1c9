'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import type { VariableView } from '@/lib/config/variables'
import type { StagedChange } from './staged-edits'
import { VariableValue } from './variable-value'

/** The columns of a wide page; on a phone the same parts stand below each other. */
export const variableColumns = 'sm:grid sm:grid-cols-[minmax(0,5fr)_minmax(0,5fr)_6rem_minmax(10.5rem,auto)] sm:gap-x-4'

interface VariableRowProps {
  variable: VariableView
  change: StagedChange | undefined
  /** Absent: the reader may not. */
  onEdit?: () => void
  onRemove: () => void
  onUndo: () => void
}

const tones = { added: 'live', changed: 'running', removed: 'failed' } as const

export function VariableRow({ variable: stored, change, onEdit, onRemove, onUndo }: VariableRowProps) {
  const t = useTranslations('config')
  const common = useTranslations('common')
  const variable = change?.after ?? stored
  const { key } = stored
  const isRemoved = change?.kind === 'removed'
  return (
    <li className={`min-h-row items-start border-b py-1.5 ${variableColumns}`}>
      <div className="min-w-0 sm:py-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <code className={cn('break-all font-medium', isRemoved && 'line-through')}>{key}</code>
          {variable.required && <Badge>{t('required')}</Badge>}
          {change && <Badge tone={tones[change.kind]}>{t(`kind.${change.kind}`)}</Badge>}
        </div>
        {variable.description && <p className="max-w-prose text-muted text-sm">{variable.description}</p>}
      </div>
      <div className="min-w-0 py-1">
        <VariableValue variable={variable} fingerprint={stored.fingerprint} />
      </div>
      <div className="text-muted max-sm:text-sm sm:py-1">{t(`uses.${variable.use}`)}</div>
      {onEdit && (
        <div className="flex flex-wrap gap-1.5 max-sm:pt-1 sm:justify-end">
          {change && (
            <Button size="sm" variant="ghost" aria-label={t('undoKey', { key })} onClick={onUndo}>
              {t('undo')}
            </Button>
          )}
          {!isRemoved && (
            <>
              <Button size="sm" aria-label={t('editKey', { key })} onClick={onEdit}>
                {common('edit')}
              </Button>
              <Button size="sm" aria-label={t('removeKey', { key })} onClick={onRemove}>
                {common('remove')}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  )
}
