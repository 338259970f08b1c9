'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { StatusFavicon } from '@/components/shell/status-favicon'
import { deploymentFaces, type Shape } from '@/components/ui/status'
import { toast } from '@/components/ui/toast'
import { isPending } from '@/lib/deployments/status'
import { useLiveDeployment } from './live-deployment'

const characters: Record<Shape, string> = {
  disc: '●',
  half: '◐',
  diamond: '◆',
  triangle: '▲',
  ring: '○',
  square: '■',
  return: '↶',
}

/** What the browser's tab says of the deployment, and a word when it ends while somebody waits for it. */
export function EndNotice() {
  const t = useTranslations('deployments')
  const { deployment } = useLiveDeployment()
  const { status, number, application, environment } = deployment
  const face = deploymentFaces[status]
  const wasPending = useRef(isPending(status))

  useEffect(() => {
    document.title = `${characters[face.shape]} ${application} #${number} → ${environment}`
  }, [face.shape, application, number, environment])

  useEffect(() => {
    const hasEnded = wasPending.current && !isPending(status)
    wasPending.current = isPending(status)
    if (!hasEnded) return
    const words = t('ended', { end: status, number, place: `${application}/${environment}` })
    if (status === 'failed' || status === 'errored') toast.error(words)
    else toast(words)
  }, [status, number, application, environment, t])

  return <StatusFavicon tone={face.tone} />
}
