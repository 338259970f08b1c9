'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { ActionError } from '@/components/ui/action-error'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { tierText } from '@/components/ui/environment-badge'
import { HeadCell, Table, TableBody, TableHead } from '@/components/ui/table'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { BranchView } from '@/lib/branches/view'
import { BranchRow } from './branch-row'
import type { PickedBranch } from './picked-set'
import type { EnvironmentChoice, Search } from './types'
import type { MoreBranches } from './use-more-branches'

interface BranchTableProps {
  rows: BranchView[]
  total: number
  picked: PickedBranch[]
  environments: EnvironmentChoice[]
  environment: EnvironmentChoice
  search: Search
  isNeverFetched: boolean
  isBusy: boolean
  /** null: the list is whole as it is. */
  more: MoreBranches | null
  onToggle?: (branch: PickedBranch) => void
}

export function BranchTable(props: BranchTableProps) {
  const { rows, total, picked, environments, environment, search, isBusy, more, onToggle } = props
  const t = useTranslations('branches')
  const table = useRef<HTMLDivElement>(null)
  const orderOf = new Map(picked.map(({ name }, index) => [name, index + 1]))
  useShortcut('j', () => moveFocus(table.current, 1))
  useShortcut('k', () => moveFocus(table.current, -1))
  useShortcut('x', () =>
    boxes(table.current)
      .find((box) => box === document.activeElement)
      ?.click(),
  )

  if (rows.length === 0) return props.isNeverFetched ? null : <EmptyState>{emptyText(search, environment, t)}</EmptyState>
  return (
    <div ref={table} className={cn('transition-opacity', isBusy && 'opacity-60')} aria-busy={isBusy}>
      <Table label={t('title')} className="md:table-fixed">
        <TableHead className="max-md:sr-only">
          <tr>
            {onToggle && (
              <HeadCell className="w-14">
                <span className="sr-only">{t('column.tick')}</span>
              </HeadCell>
            )}
            <HeadCell className="w-[26%]">{t('column.branch')}</HeadCell>
            <HeadCell>{t('column.commit')}</HeadCell>
            <HeadCell className="w-36 max-lg:hidden">{t('column.author')}</HeadCell>
            <HeadCell className="w-20 text-right max-lg:hidden">{t('column.counts')}</HeadCell>
            {environments.map(({ slug, name, tier }) => (
              <HeadCell key={slug} title={name} className={cn('w-12 truncate pr-0 text-center font-medium', tierText[tier])}>
                {name}
              </HeadCell>
            ))}
            <HeadCell className="w-28 text-right">{t('column.age')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((branch) => (
            <BranchRow
              key={branch.name}
              branch={branch}
              order={orderOf.get(branch.name) ?? null}
              environments={environments}
              onToggle={onToggle}
            />
          ))}
        </TableBody>
      </Table>
      <div className="flex flex-wrap items-center gap-3 py-3 text-muted text-sm">
        {t('count', { shown: rows.length, total: Math.max(total, rows.length) })}
        {more?.load && (
          <Button size="sm" isPending={more.isPending} onClick={more.load}>
            {t('more')}
          </Button>
        )}
      </div>
      <ActionError failure={more?.failure ?? null} />
    </div>
  )
}

type Translate = ReturnType<typeof useTranslations<'branches'>>

function emptyText({ q, filter }: Search, { name }: EnvironmentChoice, t: Translate) {
  if (q) return t('empty.search', { q })
  if (filter === 'changed') return t('empty.changed', { environment: name })
  return t(`empty.${filter}`)
}

const boxes = (table: HTMLElement | null) => [...(table?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])]

function moveFocus(table: HTMLElement | null, by: 1 | -1) {
  const all = boxes(table)
  const at = all.indexOf(document.activeElement as HTMLInputElement)
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
