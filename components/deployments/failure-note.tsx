'use client'

import { useTranslations } from 'next-intl'
import { ErrorNote } from '@/components/ui/error-note'
import { useWords } from '@/components/ui/use-words'
import { useLiveDeployment } from './live-deployment'

interface FailureNoteProps {
  /** The number of what is live there now; null: nothing is. */
  live: number | null
}

/** Why it failed, in which step, and what serves meanwhile. */
export function FailureNote({ live }: FailureNoteProps) {
  const t = useTranslations('deployments.failure')
  const names = useTranslations('status.stepName')
  const say = useWords()
  const { deployment } = useLiveDeployment()
  const { error, status, environment, number } = deployment
  if (!error || (status !== 'failed' && status !== 'errored')) return null
  const step = deployment.steps.find(({ name }) => name === error.step)
  const place = `${deployment.application}/${environment}`
  return (
    <ErrorNote
      code={`${error.code} · #${number}`}
      now={live === null ? t('nothingLive', { place }) : t('serves', { place, live })}
      className="mb-4"
    >
      <span className="whitespace-pre-line">
        {step ? t.rich('what', { step: names(step.name), error: say(error), b: (name) => <b>{name}</b> }) : say(error)}
      </span>
    </ErrorNote>
  )
}
