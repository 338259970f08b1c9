'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { RuntimeLineView } from '@/lib/logs/runtime-lines'
import { LogBuffer, type LogLine } from './log-buffer'
import { LogView } from './log-view'
import { useEventStream } from './use-event-stream'

interface Place {
  application: string
  environment: string
}

interface RuntimeLogProps {
  place: Place
  /** Numbers of deployments by their ids, to say which container a line is from. */
  numbers: Record<string, number>
  earlier: Action<Place & { before: string }, { items: RuntimeLineView[]; hasMore: boolean }>
}

/** What the containers of an environment print, as they print it. */
export function RuntimeLog({ place, numbers, earlier }: RuntimeLogProps) {
  const t = useTranslations('logs.runtime')
  const common = useTranslations('common')
  const [buffer] = useState(() => new LogBuffer())
  const [hasEarlier, setEarlier] = useState(true)
  const version = useSyncExternalStore(buffer.subscribe, buffer.version, () => 0)
  const lineOf = ({ id, deploymentId, replica, ...line }: RuntimeLineView): LogLine => {
    const number = numbers[deploymentId]
    return {
      ...line,
      id: Number(id),
      group: '',
      level: 'info',
      origin: number === undefined ? t('originUnknown', { replica }) : t('origin', { number: String(number), replica }),
    }
  }
  const isVisible = useIsVisible()
  const url = `/api/v1/applications/${place.application}/environments/${place.environment}/logs/events`
  const isBeginning = useRef(false)
  const take = (line: LogLine) => {
    const last = buffer.lines.at(-1)
    // A stream begins a few hundred lines back. Later than what is here: lines may be missing in between.
    if (isBeginning.current && last && line.id > last.id) buffer.clear()
    isBeginning.current = false
    buffer.add(line)
  }
  const { lostAt, hasOpened } = useEventStream(isVisible ? url : null, {
    onBegin: () => {
      isBeginning.current = true
    },
    events: { line: (line: RuntimeLineView) => take(lineOf(line)) },
  })
  const loading = useAction(earlier, {
    onDone: ({ items, hasMore }) => {
      buffer.addBefore(items.map(lineOf))
      setEarlier(hasMore)
    },
    onFailed: ({ message }) => toast.error(message),
  })
  const first = version > 0 ? buffer.lines[0] : undefined
  return (
    <LogView
      buffer={buffer}
      label={t('title')}
      empty={hasOpened ? t('empty') : common('loading')}
      lostAt={lostAt}
      startsFollowing
      className="h-96"
      before={
        first &&
        hasEarlier && (
          <div className="sticky left-0 flex justify-center pb-1.5">
            <Button size="sm" isPending={loading.isPending} onClick={() => loading.run({ ...place, before: String(first.id) })}>
              {t('earlier')}
            </Button>
          </div>
        )
      }
    />
  )
}

/** A tab nobody looks at keeps no connection: a browser has few of them for one server. */
function useIsVisible() {
  const [isVisible, setVisible] = useState(true)
  useEffect(() => {
    const look = () => setVisible(!document.hidden)
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return isVisible
}
