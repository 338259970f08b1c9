'use client'

import { ChevronDown, ChevronUp, Clock, Download, WrapText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { FilterInput } from '@/components/ui/filter-input'
import type { LogSearching } from './use-log-search'

interface LogToolbarProps {
  search: LogSearching
  wrap: [boolean, () => void]
  times: [boolean, () => void]
  /** Where the whole log can be had as a file. */
  download?: string
  children?: ReactNode
}

export function LogToolbar({ search, wrap, times, download, children }: LogToolbarProps) {
  const t = useTranslations('logs')
  return (
    <div className="flex flex-wrap items-center gap-1 border-b px-2 py-1.5">
      <FilterInput
        label={t('search')}
        value={search.query}
        onChange={(event) => search.ask(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) search.go(event.shiftKey)
          if (event.key === 'Escape') search.ask('')
        }}
        className="h-7 max-w-64 flex-1 basis-40 text-sm"
      />
      {search.words && <SearchSteps search={search} />}
      <span className="ml-auto flex items-center gap-0.5">
        {children}
        <Toggle label={t('times')} keys="t" setting={times}>
          <Clock />
        </Toggle>
        <Toggle label={t('wrap')} keys="w" setting={wrap}>
          <WrapText />
        </Toggle>
        {download && (
          <Button variant="ghost" size="icon-sm" asChild>
            <a href={download} download aria-label={t('download')} title={t('download')}>
              <Download />
            </a>
          </Button>
        )}
      </span>
    </div>
  )
}

function SearchSteps({ search }: { search: LogSearching }) {
  const t = useTranslations('logs')
  return (
    <>
      <Button variant="ghost" size="icon-sm" aria-label={t('previous')} title={t('previous')} onClick={() => search.go(true)}>
        <ChevronUp />
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label={t('next')} title={t('next')} onClick={() => search.go(false)}>
        <ChevronDown />
      </Button>
      <span role="status" className="whitespace-nowrap text-muted text-sm">
        {search.place === null ? t('matches', { count: search.count }) : t('matchOf', { at: search.place, count: search.count })}
      </span>
    </>
  )
}

interface ToggleProps extends ComponentProps<typeof Button> {
  label: string
  keys: string
  setting: [boolean, () => void]
}

const Toggle = ({ label, keys, setting: [isOn, toggle], ...props }: ToggleProps) => (
  <Button
    variant="ghost"
    size="icon-sm"
    aria-label={label}
    title={label}
    aria-keyshortcuts={keys}
    aria-pressed={isOn}
    className="text-muted aria-pressed:bg-hover aria-pressed:text-ink"
    onClick={toggle}
    {...props}
  />
)
