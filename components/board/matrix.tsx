'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { tierText } from '@/components/ui/environment-badge'
import { FilterInput } from '@/components/ui/filter-input'
import { BoardRow, containsBranch, gridOf } from './board-row'
import type { LineGroup, BoardRow as Row } from './lines'

/** The map: rows are applications, columns their stations. Filtering is local and at once. */
export function Matrix({ groups }: { groups: LineGroup[] }) {
  const t = useTranslations('board')
  const [text, setText] = useState('')
  const words = useDeferredValue(text.trim().toLowerCase())
  const shown = groups
    .map((group) => ({ ...group, rows: group.rows.map((row) => match(row, words)).filter((found) => found !== null) }))
    .filter(({ rows }) => rows.length > 0)
  return (
    <>
      <FilterInput
        label={t('filter')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && setText('')}
        className="mb-4 max-w-sm"
      />
      {shown.map(({ key, stations, rows }) => (
        <section key={key} aria-label={stations.map(({ name }) => name).join(', ')} className="pb-6">
          <div aria-hidden className="hidden grid-cols-[minmax(7rem,12rem)_1fr] gap-x-6 border-b pb-1.5 md:grid">
            <span className="text-muted text-sm">{t('application')}</span>
            <div className="grid gap-x-10" style={gridOf(stations.length)}>
              {stations.map(({ slug, name, tier }) => (
                <span key={slug} className={cn('truncate pl-3 font-medium text-sm', tierText[tier])}>
                  {name}
                </span>
              ))}
            </div>
          </div>
          <ul>
            {rows.map(({ row, branchWords }) => (
              <BoardRow key={row.slug} row={row} branchWords={branchWords} />
            ))}
          </ul>
        </section>
      ))}
      {shown.length === 0 && <p className="py-8 text-muted">{t('noMatch', { text: text.trim() })}</p>}
    </>
  )
}

/** An application found by its own name shows its line as it is; one found by a branch lights where that branch is. */
function match(row: Row, words: string) {
  if (row.name.toLowerCase().includes(words) || row.slug.includes(words)) return { row, branchWords: '' }
  return row.stations.some(({ live }) => containsBranch(live, words)) ? { row, branchWords: words } : null
}
