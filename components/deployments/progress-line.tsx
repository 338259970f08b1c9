'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ProgressBar } from '@/components/ui/progress-bar'
import { deploymentFaces, toneText } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import { isLongerThanUsual, remainingMs, workMs } from '@/lib/deployments/progress'
import { isFinished } from '@/lib/deployments/status'
import { useLiveDeployment } from './live-deployment'
import { useClock } from './use-clock'
import { roundEstimate, useDuration } from './use-duration'

/** Under the heading: status, times, and what is honestly known of the time to come. */
export function ProgressLine() {
  const t = useTranslations('deployments.progress')
  const status = useTranslations('status.deployment')
  const duration = useDuration()
  const { deployment, usual, servedAt } = useLiveDeployment()
  const isRunning = deployment.status === 'running'
  const now = useClock(servedAt, isRunning)
  const { startedAt, finishedAt, liveAt, queuedAt } = deployment
  const parts: ReactNode[] = [
    <span key="status" className={toneText[deploymentFaces[deployment.status].tone]}>
      {deployment.cancelRequestedAt && !isFinished(deployment.status) ? t('cancelling') : status(deployment.status)}
    </span>,
  ]
  if (isRunning) {
    const left = remainingMs(deployment.steps, usual, now)
    parts.push(t('elapsed', { time: duration(workMs(deployment.steps, now)) }))
    if (isLongerThanUsual(deployment.steps, usual, now)) {
      parts.push(t('longer', { time: duration(usual.totalMs?.medianMs ?? 0) }))
    } else if (left !== null) parts.push(t('left', { time: duration(roundEstimate(left)) }))
  } else {
    const at = liveAt ?? finishedAt ?? startedAt ?? queuedAt
    parts.push(<Time key="at" at={at} />)
    if (deployment.queuePosition !== null) parts.push(t('place', { place: deployment.queuePosition }))
    if (startedAt && (liveAt || finishedAt)) parts.push(t('took', { time: duration(workMs(deployment.steps, now)) }))
  }
  return (
    <>
      <p className="flex flex-wrap gap-x-2 text-muted">
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have nothing else.
          <span key={index} className="whitespace-nowrap">
            {index > 0 && <span aria-hidden>· </span>}
            {part}
          </span>
        ))}
      </p>
      {isRunning && <ProgressBar label={status('running')} className="mt-2" />}
    </>
  )
}
