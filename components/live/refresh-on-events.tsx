'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { ConnectionNote } from '@/components/logs/connection-note'
import { type Change, followChanges } from './change-stream'

/** However much happens, a page is read again at most this often. */
const throttleMs = 300

/** Reads the page again when something on it changed. Without `applicationId`: whatever the reader may see. */
export function RefreshOnEvents({ applicationId }: { applicationId?: string }) {
  const router = useRouter()
  const [lostAt, setLostAt] = useState<number | null>(null)

  useEffect(() => {
    const refresh = throttled(router.refresh)
    const isOurs = (change: Change) => !applicationId || change.type === 'resync' || change.applicationId === applicationId
    const stop = followChanges({ onChange: (change) => isOurs(change) && refresh.ask(), onConnection: setLostAt })
    return () => {
      stop()
      refresh.cancel()
    }
  }, [applicationId, router])

  return <ConnectionNote lostAt={lostAt} className="fixed top-12 z-20" />
}

/** Acts at the first call, then at most once per `throttleMs`; a hidden tab waits until it is looked at. */
function throttled(act: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAsked = false
  const go = () => {
    timer = undefined
    if (!isAsked || document.hidden) return
    isAsked = false
    act()
    timer = setTimeout(go, throttleMs)
  }
  const goUnlessResting = () => timer === undefined && go()
  document.addEventListener('visibilitychange', goUnlessResting)
  return {
    ask() {
      isAsked = true
      goUnlessResting()
    },
    cancel() {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', goUnlessResting)
    },
  }
}
