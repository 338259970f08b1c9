'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '@/components/ui/table'
import type { VariableView } from '@/lib/config/variables'
import type { StagedChange, StagedVariable } from './staged-edits'
import { VariableValue } from './variable-value'

interface VariableTableProps {
  items: VariableView[]
  changes: StagedChange[]
  /** Absent: the reader may not. */
  onEdit?: (variable: VariableView) => void
  onRemove: (key: string) => void
  onUndo: (key: string) => void
}

const tones = { added: 'live', changed: 'running', removed: 'failed' } as const

export function VariableTable({ items, changes, onEdit, onRemove, onUndo }: VariableTableProps) {
  const t = useTranslations('config')
  const common = useTranslations('common')
  const changeOf = new Map(changes.map((change) => [change.key, change]))
  const added = changes.flatMap(({ kind, after }) => (kind === 'added' && after ? [{ ...after, fingerprint: null }] : []))
  return (
    <Table label={t('title')}>
      <TableHead>
        <Row>
          <HeadCell>{t('key')}</HeadCell>
          <HeadCell>{t('value')}</HeadCell>
          <HeadCell>{t('use')}</HeadCell>
          {onEdit && (
            <HeadCell>
              <span className="sr-only">{common('actions')}</span>
            </HeadCell>
          )}
        </Row>
      </TableHead>
      <TableBody>
        {[...items, ...added].map((stored) => {
          const change = changeOf.get(stored.key)
          const variable: VariableView | StagedVariable = change?.after ?? stored
          const isRemoved = change?.kind === 'removed'
          return (
            <Row key={stored.key}>
              <Cell className="align-top">
                <span className="flex flex-wrap items-center gap-x-2 py-1">
                  <code className={cn('break-all font-medium', isRemoved && 'line-through')}>{stored.key}</code>
                  {variable.required && <Badge>{t('required')}</Badge>}
                  {change && <Badge tone={tones[change.kind]}>{t(`kind.${change.kind}`)}</Badge>}
                </span>
                {variable.description && <p className="max-w-prose pb-1 text-muted text-sm">{variable.description}</p>}
              </Cell>
              <Cell className="max-w-96 py-2 align-top">
                <VariableValue variable={variable} fingerprint={stored.fingerprint} />
              </Cell>
              <Cell className="whitespace-nowrap py-2 align-top">{t(`uses.${variable.use}`)}</Cell>
              {onEdit && (
                <Cell className="text-right align-top">
                  <span className="inline-flex gap-1.5">
                    {change && (
                      <Button
                        size="sm"
                        variant="ghost"
                        aria-label={t('undoKey', { key: stored.key })}
                        onClick={() => onUndo(stored.key)}
                      >
                        {t('undo')}
                      </Button>
                    )}
                    {!isRemoved && (
                      <>
                        <Button size="sm" aria-label={t('editKey', { key: stored.key })} onClick={() => onEdit(stored)}>
                          {common('edit')}
                        </Button>
                        <Button size="sm" aria-label={t('removeKey', { key: stored.key })} onClick={() => onRemove(stored.key)}>
                          {common('remove')}
                        </Button>
                      </>
                    )}
                  </span>
                </Cell>
              )}
            </Row>
          )
        })}
      </TableBody>
    </Table>
  )
}
