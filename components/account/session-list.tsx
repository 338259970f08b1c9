'use client'

import { useTranslations } from 'next-intl'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Time } from '@/components/ui/time'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { describeBrowser } from './describe-browser'

interface Session {
  id: string
  address: string | null
  userAgent: string | null
  createdAt: Date
  lastSeenAt: Date
}

interface SessionListProps {
  sessions: Session[]
  currentId: string | undefined
  end: Action<{ id: string }>
  endOthers: Action<Record<string, never>>
}

export function SessionList({ sessions, currentId, end, endOthers }: SessionListProps) {
  const t = useTranslations('me')
  const common = useTranslations('common')
  const onDone = () => void toast(t('ended'))
  const one = useAction(end, { onDone })
  const others = useAction(endOthers, { onDone })
  const nameOf = ({ userAgent }: Session) => {
    const { browser, system } = describeBrowser(userAgent)
    return browser && system ? t('browserOn', { browser, system }) : (browser ?? common('unknown'))
  }
  return (
    <div className="flex flex-col gap-3">
      <ul>
        {sessions.map((session) => (
          <li key={session.id} className="flex min-h-row flex-wrap items-center gap-x-4 gap-y-1 border-b py-2">
            <span className="flex items-center gap-2">
              {nameOf(session)}
              {session.id === currentId && <Badge tone="live">{t('thisSession')}</Badge>}
            </span>
            <code className="text-muted">{session.address}</code>
            <span className="ml-auto text-muted text-sm">
              {t('lastSeen')} <Time at={session.lastSeenAt} />
            </span>
            {session.id !== currentId && (
              <Button
                size="sm"
                aria-label={t('endSessionOf', { device: nameOf(session) })}
                isPending={one.isPending}
                onClick={() => one.run({ id: session.id })}
              >
                {t('endSession')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ActionError failure={one.failure ?? others.failure} />
      {sessions.length > 1 && (
        <Button className="self-start" isPending={others.isPending} onClick={() => others.run({})}>
          {t('endOthers')}
        </Button>
      )}
    </div>
  )
}
