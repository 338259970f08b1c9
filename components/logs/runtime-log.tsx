'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { followLines } from '@/components/live/change-stream'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { RuntimeLineView } from '@/lib/logs/runtime-lines'
import { LogBuffer, type LogLine } from './log-buffer'
import { useLatest } from './use-latest'

/** The log stands low on its page: its scripts come after those of what stands above. */
const LogView = dynamic(() => import('./log-view').then((module) => module.LogView), {
  ssr: false,
  loading: () => <div className="h-96 rounded-md border bg-raised" />,
})

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
  const hasOpened = useLines(place, buffer, lineOf)
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
      lostAt={null}
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

/** Fills the buffer from the tab's stream, whose loss the page tells of; says whether it has opened. */
function useLines({ application, environment }: Place, buffer: LogBuffer, lineOf: (line: RuntimeLineView) => LogLine) {
  const [hasOpened, setOpened] = useState(false)
  const latest = useLatest(lineOf)
  useEffect(() => {
    let isBeginning = false
    return followLines({
      application,
      environment,
      onBegin: () => {
        isBeginning = true
      },
      onOpen: () => setOpened(true),
      onLine: (view) => {
        const line = latest(view)
        const last = buffer.lines.at(-1)
        // A stream begins a few hundred lines back. Later than what is here: lines may be missing in between.
        if (isBeginning && last && line.id > last.id) buffer.clear()
        isBeginning = false
        buffer.add(line)
      },
    })
  }, [application, environment, buffer, latest])
  return hasOpened
}
