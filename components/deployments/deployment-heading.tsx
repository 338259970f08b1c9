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
    <>
      <StatusGlyph face={deploymentFaces[deployment.status]} className="size-4" />
      <span className="sr-only">{status(deployment.status)}:</span>
      {sentence(deployment, source)}
    </>
  )
}
