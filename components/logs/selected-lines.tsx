'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { plain } from './ansi'
import { isIn, type LineRange, rangeHash } from './line-range'
import type { LogBuffer } from './log-buffer'

interface SelectedLinesProps {
  buffer: LogBuffer
  range: LineRange
  onClear: () => void
}

/** What can be done with chosen lines: their text without numbers, a link to them. */
export function SelectedLines({ buffer, range, onClear }: SelectedLinesProps) {
  const t = useTranslations('logs')
  const lines = buffer.lines.filter(({ id }) => isIn(range, id))
  const link = typeof location === 'undefined' ? '' : location.origin + location.pathname + location.search + rangeHash(range)
  return (
    <div className="flex flex-wrap items-center gap-1 border-t px-3 py-1.5 text-sm">
      <span className="mr-auto text-muted">
        {range.from === range.to ? t('oneChosen', { line: range.from }) : t('chosen', { from: range.from, to: range.to })}
      </span>
      <CopyButton text={lines.map(({ text }) => plain(text)).join('\n')}>{t('copyText')}</CopyButton>
      <CopyButton text={link}>{t('copyLink')}</CopyButton>
      <Button variant="ghost" size="icon-sm" aria-label={t('clear')} onClick={onClear}>
        <X />
      </Button>
    </div>
  )
}
