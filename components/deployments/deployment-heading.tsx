'use client'

import { useTranslations } from 'next-intl'
import { deploymentFaces, StatusGlyph } from '@/components/ui/status'
import { useLiveDeployment } from './live-deployment'
import { useSentence } from './sentence'

/** The sentence that the deployment is, with its face. */
export function DeploymentHeading({ source }: { source?: number }) {
  const { deployment } = useLiveDeployment()
  const status = useTranslations('status.deployment')
  const sentence = useSentence()
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <StatusGlyph face={deploymentFaces[deployment.status]} className="size-4 shrink-0 translate-y-0.5" />
      <span className="min-w-0 break-words">
        <span className="sr-only">{status(deployment.status)}: </span>
        {sentence(deployment, source)}
      </span>
    </span>
  )
}
