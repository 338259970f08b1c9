'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { tierText } from '@/components/ui/environment-badge'
import type { BoardRow as Row, Station } from './lines'
import { Plate } from './plate'

interface BoardRowProps {
  row: Row
  /** Lower case; stations that contain a branch of this name are lit. Empty: none. */
  branchWords: string
}

/** One application: its name, then its stations on their line. */
export const BoardRow = memo(function BoardRow({ row, branchWords }: BoardRowProps) {
  const [looked, setLooked] = useState<string | null>(null)
  const twins = row.stations.filter(({ live }) => looked && live?.commit === looked).length
  const isLit = ({ live }: Station) =>
    branchWords ? containsBranch(live, branchWords) : twins > 1 && looked !== null && live?.commit === looked
  return (
    <li className="grid gap-x-6 gap-y-1 border-b py-3 md:grid-cols-[minmax(7rem,12rem)_1fr] md:items-center md:py-2">
      <Link
        href={`/apps/${row.slug}/branches` as Route}
        prefetch={false}
        className="flex min-h-8 min-w-0 items-center truncate font-medium hover:underline pointer-coarse:min-h-11"
      >
        <span className="truncate">{row.name}</span>
      </Link>
      <ol className="grid gap-x-2 md:gap-x-10" style={gridOf(row.stations.length)}>
        {row.stations.map((station, index) => (
          <li key={station.slug} className="relative grid">
            {index > 0 && <Track lacks={station.lacks} />}
            <span aria-hidden className={cn('truncate text-xs md:hidden', tierText[station.tier])}>
              {station.name}
            </span>
            <Plate
              application={row.slug}
              station={station}
              isLit={isLit(station)}
              isDim={branchWords !== '' && !isLit(station)}
              onLook={setLooked}
            />
          </li>
        ))}
      </ol>
    </li>
  )
})

/** The rail between two stations, with what still has to travel along it. */
function Track({ lacks }: { lacks: number }) {
  const t = useTranslations('board')
  return (
    <span className="absolute right-full bottom-7 hidden w-10 border-control border-b-2 md:block">
      {lacks > 0 && (
        <span title={t('lacks', { count: lacks })} className="absolute inset-x-0 bottom-0.5 text-center text-muted text-xs">
          <span aria-hidden>+{lacks}</span>
          <span className="sr-only">{t('lacks', { count: lacks })}</span>
        </span>
      )}
    </span>
  )
}

export const gridOf = (count: number) => ({ gridTemplateColumns: `repeat(${Math.max(1, count)}, minmax(0, 1fr))` })

export const containsBranch = (live: Station['live'], words: string) =>
  live?.branches.some((name) => name.toLowerCase().includes(words)) ?? false
