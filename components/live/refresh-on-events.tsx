'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { ConnectionNote } from '@/components/logs/connection-note'
import { type Change, followChanges } from './change-stream'
import { pace } from './pace'

/** Reads the page again when something on it changed. Without `applicationId`: whatever the reader may see. */
export function RefreshOnEvents({ applicationId }: { applicationId?: string }) {
  const router = useRouter()
  const [lostAt, setLostAt] = useState<number | null>(null)
  const [isReading, start] = useTransition()
  const refresh = useRef<ReturnType<typeof pace>>(null)

  useEffect(() => {
    const paced = pace(
      () => start(() => router.refresh()),
      () => document.hidden,
    )
    refresh.current = paced
    const isOurs = (change: Change) => !applicationId || change.type === 'resync' || change.applicationId === applicationId
    const unfollow = followChanges({ onChange: (change) => isOurs(change) && paced.ask(), onConnection: setLostAt })
    document.addEventListener('visibilitychange', paced.wake)
    return () => {
      unfollow()
      paced.stop()
      document.removeEventListener('visibilitychange', paced.wake)
    }
  }, [applicationId, router])

  useEffect(() => refresh.current?.busy(isReading), [isReading])

  return <ConnectionNote lostAt={lostAt} className="fixed top-12 z-20" />
}
