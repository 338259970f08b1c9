'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { RefreshOnEvents } from '@/components/live/refresh-on-events'
import { isPending } from '@/lib/deployments/status'
import { useLiveDeployment } from './live-deployment'

/** Reads the parts of the page that the server made again: while it runs at its own news, afterwards at those of others. */
export function RefreshWhenChanged({ applicationId }: { applicationId: string }) {
  const router = useRouter()
  const { deployment } = useLiveDeployment()
  const state = `${deployment.status} ${deployment.cancelRequestedAt} ${deployment.approvals.length} ${deployment.release?.digest}`
  const seen = useRef(state)
  useEffect(() => {
    if (seen.current === state) return
    seen.current = state
    router.refresh()
  }, [state, router])
  // A browser keeps few connections to one server: the deployment's own stream says all until it has ended.
  return isPending(deployment.status) ? null : <RefreshOnEvents applicationId={applicationId} />
}
