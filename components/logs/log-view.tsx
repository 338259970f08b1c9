'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { type MouseEvent, type ReactNode, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { useShortcut } from '@/components/ui/use-shortcut'
import { ConnectionNote } from './connection-note'
import { GroupHead } from './group-head'
import { layoutOf } from './layout'
import { isIn } from './line-range'
import type { LogLine as Line, LogBuffer, LogGroup } from './log-buffer'
import { LogLine } from './log-line'
import { LogToolbar } from './log-toolbar'
import { SelectedLines } from './selected-lines'
import { useFollow } from './use-follow'
import { useFunctionKey, useLatest } from './use-latest'
import { useLineRange } from './use-line-range'
import { useLogSearch } from './use-log-search'
import { useLogSetting } from './use-log-settings'
import { linePx, useStart, useStayInPlace } from './use-place'
import { useTimeOf } from './use-time-of'

interface LogViewProps {
  buffer: LogBuffer
  label: string
  /** Said while there is no line. */
  empty: ReactNode
  lostAt: number | null
  /** Lines are numbered by their ids and can be linked. */
  hasNumbers?: boolean
  startsFollowing: boolean
  /** The place to show when the reader has not asked for another; null: not here yet. */
  findStart?: (buffer: LogBuffer) => number | null
  /** The words of a group's head. */
  headOf?: (group: LogGroup) => ReactNode
  isFolded?: (group: LogGroup) => boolean
  /** Lines that `e` leads to. */
  isError?: (line: Line) => boolean
  download?: string
  tools?: ReactNode
  /** Scrolls away with the lines, above the first. */
  before?: ReactNode
  className?: string
}

const headPx = 32
const never = () => false

/** A log of any length: only what is in view is drawn, the whole of it is searched. */
export function LogView({ buffer, isFolded = never, isError = never, hasNumbers = false, ...props }: LogViewProps) {
  const t = useTranslations('logs')
  const version = useSyncExternalStore(buffer.subscribe, buffer.version, () => 0)
  const scroller = useRef<HTMLDivElement>(null)
  const [turned, setTurned] = useState<Record<number, boolean>>({})
  const [isWrapped, toggleWrap] = useLogSetting('isWrapped')
  const [hasTimes, toggleTimes] = useLogSetting('hasTimes')
  const timeOf = useTimeOf(hasTimes)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the buffer's groups.
  const layout = useMemo(
    () => layoutOf(buffer.groups, (group) => turned[group.first] ?? isFolded(group)),
    [buffer, version, turned, isFolded],
  )
  const rows = useVirtualizer({
    count: layout.count,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => (layout.rowAt(row)?.kind === 'head' ? headPx : linePx),
    overscan: 12,
    // Rows measured while they are drawn must not draw all again at once.
    useFlushSync: false,
  })
  const turnWrap = () => {
    // Forgotten before the rows are drawn again, since they are measured as they are drawn.
    rows.measure()
    toggleWrap()
  }
  const following = useFollow(scroller, {
    count: buffer.lines.length - buffer.earlier,
    sizePx: rows.getTotalSize(),
    startsFollowing: props.startsFollowing,
  })
  useStayInPlace(scroller, buffer.earlier)
  const show = (index: number) => {
    following.stop()
    const group = layout.groupOf(index)
    const isHidden = group !== null && layout.rowAt(layout.rowOf(index))?.kind === 'head'
    if (isHidden) setTurned((before) => ({ ...before, [group.first]: false }))
    // A group that was folded has its rows only after it is drawn again.
    requestAnimationFrame(() =>
      rows.scrollToIndex(layout.rowOf(index) + (isHidden ? index - group.first + 1 : 0), { align: 'center' }),
    )
  }
  const lineInView = () => {
    const row = layout.rowAt(rows.range?.startIndex ?? 0)
    return row?.kind === 'line' ? row.index : (row?.group.first ?? 0)
  }
  const search = useLogSearch({ buffer, version, lineInView, show })
  const range = useLineRange(hasNumbers)
  useStart({ buffer, version, range: range.asked, findStart: props.findStart, show })

  useShortcut('f', () => (following.isFollowing ? following.stop() : following.follow()))
  useShortcut('w', turnWrap)
  useShortcut('t', toggleTimes)
  useShortcut('n', () => search.go(false))
  useShortcut('Shift+n', () => search.go(true))
  useShortcut('e', () => {
    const from = search.current ?? lineInView()
    const next = buffer.lines.findIndex((line, index) => index > from && isError(line))
    if (next >= 0) show(next)
  })
  useFunctionKey('F3', (isShift) => search.words && search.go(isShift))

  // One function for good, so that lines that stay as they are need not be drawn again.
  const choose = useLatest((line: Line, event: MouseEvent) => {
    event.preventDefault()
    following.stop()
    range.choose(line.id, event.shiftKey)
  })
  return (
    <div className={cn('relative flex min-h-0 flex-col overflow-hidden rounded-md border bg-raised', props.className)}>
      <LogToolbar search={search} wrap={[isWrapped, turnWrap]} times={[hasTimes, toggleTimes]} download={props.download}>
        {props.tools}
      </LogToolbar>
      <div className="relative flex min-h-0 flex-1 flex-col">
        <ConnectionNote lostAt={props.lostAt} />
        <div
          ref={scroller}
          role="log"
          aria-live="off"
          aria-label={props.label}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
          tabIndex={0}
          onScroll={following.onScroll}
          className="min-h-0 flex-1 overflow-auto py-1.5 font-mono text-mono [overflow-anchor:none] focus-visible:-outline-offset-2"
        >
          {props.before}
          {layout.count === 0 && <p className="px-4 py-6 text-center font-sans text-base text-muted">{props.empty}</p>}
          <div className="relative min-w-full" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map(({ index: row, key, start }) => {
              const item = layout.rowAt(row)
              const line = item?.kind === 'line' ? buffer.lines[item.index] : undefined
              return (
                <div
                  key={key}
                  ref={isWrapped ? rows.measureElement : undefined}
                  data-index={row}
                  className="absolute top-0 left-0 min-w-full"
                  style={{ transform: `translateY(${start}px)`, width: isWrapped ? '100%' : 'max-content' }}
                >
                  {item?.kind === 'head' && (
                    <GroupHead
                      isFolded={turned[item.group.first] ?? isFolded(item.group)}
                      count={item.group.count}
                      onTurn={(isNowFolded) => setTurned((before) => ({ ...before, [item.group.first]: isNowFolded }))}
                    >
                      {props.headOf?.(item.group) ?? item.group.name}
                    </GroupHead>
                  )}
                  {line && item?.kind === 'line' && (
                    <LogLine
                      line={line}
                      words={search.words}
                      isCurrent={search.current === item.index}
                      isSelected={isIn(range.chosen, line.id)}
                      isWrapped={isWrapped}
                      hasNumber={hasNumbers}
                      time={timeOf(line.at)}
                      onChoose={choose}
                    />
                  )}
                </div>
              )
            })}
          </div>
        </div>
        {following.unseen > 0 && (
          <Button
            size="sm"
            className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-overlay"
            onClick={following.follow}
          >
            {t('newLines', { count: following.unseen })}
          </Button>
        )}
      </div>
      {range.chosen && <SelectedLines buffer={buffer} range={range.chosen} onClear={range.clear} />}
    </div>
  )
}
