'use client'

import { useTranslations } from 'next-intl'
import type { VariableView } from '@/lib/config/variables'
import type { StagedChange } from './staged-edits'
import { VariableRow, variableColumns } from './variable-row'

interface VariableListProps {
  items: VariableView[]
  changes: StagedChange[]
  /** Absent: the reader may not. */
  onEdit?: (variable: VariableView) => void
  onRemove: (key: string) => void
  onUndo: (key: string) => void
}

/** What is stored, as the staged changes make it, and then what they add. */
export function VariableList({ items, changes, onEdit, onRemove, onUndo }: VariableListProps) {
  const t = useTranslations('config')
  const changeOf = new Map(changes.map((change) => [change.key, change]))
  const added = changes.flatMap(({ kind, after }) => (kind === 'added' && after ? [{ ...after, fingerprint: null }] : []))
  return (
    <>
      <div aria-hidden className={`border-b py-1 text-muted text-sm max-sm:hidden ${variableColumns}`}>
        <span>{t('key')}</span>
        <span>{t('value')}</span>
        <span>{t('use')}</span>
      </div>
      <ul aria-label={t('title')} className="max-sm:border-t">
        {[...items, ...added].map((variable) => (
          <VariableRow
            key={variable.key}
            variable={variable}
            change={changeOf.get(variable.key)}
            onEdit={onEdit && (() => onEdit(variable))}
            onRemove={() => onRemove(variable.key)}
            onUndo={() => onUndo(variable.key)}
          />
        ))}
      </ul>
    </>
  )
}
