'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { LogBuffer, LogGroup, LogLine } from '@/components/logs/log-buffer'
import { LogView } from '@/components/logs/log-view'
import { StatusGlyph, stepFaces } from '@/components/ui/status'
import { isPending } from '@/lib/deployments/status'
import { useLiveDeployment } from './live-deployment'

const isError = ({ level, text }: LogLine) => level === 'error' || /\b(error|fatal|panic|exception)\b/i.test(text)

/** The log in groups, one for each step. Of a failed deployment only what failed is unfolded. */
export function DeploymentLog() {
  const t = useTranslations('deployments.log')
  const common = useTranslations('common')
  const { deployment, log, lostAt, isCaughtUp } = useLiveDeployment()
  const failed = deployment.error?.step ?? null
  const isFolded = useCallback((group: LogGroup) => failed !== null && group.name !== failed, [failed])
  return (
    <LogView
      buffer={log}
      label={t('label', { number: deployment.number })}
      empty={isCaughtUp ? t(isPending(deployment.status) ? 'waiting' : 'empty') : common('loading')}
      lostAt={lostAt}
      hasNumbers
      startsFollowing={isPending(deployment.status)}
      findStart={failed ? (buffer) => firstErrorOf(buffer, failed) : undefined}
      headOf={(group) => <StepHead name={group.name} />}
      isFolded={isFolded}
      isError={isError}
      download={`/api/v1/deployments/${deployment.id}/logs?format=text`}
      className="h-[70dvh] min-h-80 lg:h-[calc(100dvh-20rem)]"
    />
  )
}

/** The first line that speaks of an error in the step that failed, once one is here. */
function firstErrorOf({ lines, groups }: LogBuffer, step: string): number | null {
  const group = groups.findLast(({ name }) => name === step)
  if (!group) return null
  const found = lines.findIndex((line, index) => index >= group.first && isError(line))
  return found >= 0 ? found : null
}

function StepHead({ name }: { name: string }) {
  const t = useTranslations('status')
  const { deployment } = useLiveDeployment()
  const step = deployment.steps.find((candidate) => candidate.name === name)
  if (!step) return name
  return (
    <>
      <StatusGlyph face={stepFaces[step.status]} />
      <span className="font-medium">{t(`stepName.${step.name}`)}</span>
      <span className="sr-only">{t(`step.${step.status}`)}</span>
    </>
  )
}
