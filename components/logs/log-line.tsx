'use client'

import { type MouseEvent, memo } from 'react'
import { cn } from '@/components/ui/cn'
import type { LogLine as Line } from './log-buffer'
import { LogText } from './log-text'

interface LogLineProps {
  line: Line
  /** Lower case; '' marks nothing. */
  words: string
  isCurrent: boolean
  isSelected: boolean
  isWrapped: boolean
  hasNumber: boolean
  /** Already in the reader's words; null: not shown. */
  time: string | null
  onChoose: (line: Line, event: MouseEvent) => void
}

const levelText: Record<string, string> = { error: 'text-failed', warn: 'text-waiting', debug: 'text-muted' }

/** One line. What stands before the text is left out when a reader copies. */
export const LogLine = memo(function LogLine({ line, words, time, ...props }: LogLineProps) {
  return (
    <div
      className={cn(
        'flex min-w-full items-start pr-4',
        props.isWrapped ? 'w-full' : 'w-max',
        props.isSelected && 'bg-running-tint',
        props.isCurrent && 'bg-waiting-tint',
      )}
    >
      {props.hasNumber && (
        <a
          href={`#L${line.id}`}
          tabIndex={-1}
          onClick={(event) => props.onChoose(line, event)}
          className="w-14 shrink-0 select-none pr-3 text-right text-muted hover:text-ink hover:underline"
        >
          {line.id}
        </a>
      )}
      {!props.hasNumber && <span className="w-4 shrink-0" />}
      {time && (
        <time dateTime={line.at} title={line.at} className="shrink-0 select-none pr-3 text-muted">
          {time}
        </time>
      )}
      {line.origin && <span className="shrink-0 select-none pr-3 text-muted">{line.origin}</span>}
      <span
        className={cn(
          'min-w-0',
          props.isWrapped ? 'whitespace-pre-wrap break-all' : 'whitespace-pre',
          line.stream === 'system' && 'font-medium',
          levelText[line.level],
        )}
      >
        <LogText text={line.text} words={words} />
        {'\n'}
      </span>
    </div>
  )
})
