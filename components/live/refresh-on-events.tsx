'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { type Change, followChanges } from './change-stream'

/** However much happens, a page is read again at most this often. */
const throttleMs = 300
/** A stream that comes back at once is not worth a word. */
const patienceMs = 2000

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

  return lostAt && <Reconnecting key={lostAt} since={lostAt} />
}

/** A hairline along the top while the page may be out of date. */
function Reconnecting({ since }: { since: number }) {
  const t = useTranslations('board.live')
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.round((Date.now() - since) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [since])
  if (seconds * 1000 < patienceMs) return null
  return (
    <div className="fixed inset-x-0 top-12 z-20 flex justify-center border-control border-t">
      <span role="status" className="sr-only">
        {t('lost')}
      </span>
      <span aria-hidden className="rounded-b-md bg-raised px-3 py-0.5 text-muted text-xs shadow-overlay">
        {t('reconnecting', { seconds })}
      </span>
    </div>
  )
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
