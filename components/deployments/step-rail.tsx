'use client'

import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { StatusGlyph, stepFaces, toneText } from '@/components/ui/status'
import { useWords } from '@/components/ui/use-words'
import { spentMs } from '@/lib/deployments/progress'
import { isActive } from '@/lib/deployments/status'
import type { DeploymentView } from '@/lib/deployments/view'
import { useLiveDeployment } from './live-deployment'
import { useClock } from './use-clock'
import { useDuration } from './use-duration'

/** Who is waited for before a deployment goes on. */
export interface Awaited {
  /** How many people still have to say yes. */
  missing: number
  names: string[]
}

/** The steps of a deployment from its beginning to its end. */
export function StepRail({ awaited }: { awaited: Awaited | null }) {
  const t = useTranslations('deployments.rail')
  const { deployment, servedAt } = useLiveDeployment()
  const now = useClock(servedAt, isActive(deployment.status) || deployment.steps.some(({ status }) => status === 'running'))
  return (
    <section aria-label={t('label')}>
      <ol className="relative flex flex-wrap gap-x-4 lg:flex-col">
        {deployment.steps.map((step, index) => (
          <RailStep
            key={step.name}
            step={step}
            now={now}
            isLast={index === deployment.steps.length - 1}
            awaited={step.name === 'approve' && deployment.status === 'awaiting_approval' ? awaited : null}
          />
        ))}
      </ol>
    </section>
  )
}

interface RailStepProps {
  step: DeploymentView['steps'][number]
  now: number
  isLast: boolean
  awaited: Awaited | null
}

function RailStep({ step, now, isLast, awaited }: RailStepProps) {
  const t = useTranslations('deployments.rail')
  const names = useTranslations('status')
  const say = useWords()
  const duration = useDuration()
  const { usual, deployment } = useLiveDeployment()
  const spent = spentMs(step, now)
  const face = awaited ? ({ shape: 'diamond', tone: 'waiting' } as const) : stepFaces[step.status]
  const example = usual.steps[step.name]
  // Waiting for a person has no usual time, and going on after the yes is no second attempt.
  const isForPeople = step.name === 'approve'
  const isIdle = (step.status === 'waiting' || step.status === 'skipped') && !awaited
  return (
    <li aria-current={step.status === 'running' ? 'step' : undefined} className="relative flex gap-2.5 py-1 lg:pb-3.5">
      {!isLast && <span aria-hidden className="absolute top-6 bottom-[-4px] left-[5px] hidden w-px bg-hairline lg:block" />}
      <StatusGlyph face={face} className="mt-1" />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-2">
          <span className={cn('font-medium', isIdle && 'font-normal text-muted')}>{names(`stepName.${step.name}`)}</span>
          <span className="sr-only">{names(`step.${step.status}`)}</span>
          <span className="text-muted text-sm">
            {step.status === 'skipped' ? names('step.skipped') : spent !== null && step.status !== 'waiting' && duration(spent)}
          </span>
        </div>
        {spent !== null && example && step.status !== 'skipped' && !isForPeople && (
          <UsualBar
            spentMs={spent}
            example={example}
            tone={toneText[face.tone]}
            title={t('usual', { time: duration(example.medianMs) })}
          />
        )}
        {step.attempts > 1 && !isForPeople && (
          <p className="hidden text-muted text-sm lg:block">{t('attempts', { count: step.attempts })}</p>
        )}
        {awaited && (
          <p className="pt-1 text-sm text-waiting">
            {awaited.names.length > 0
              ? t('awaited', { count: awaited.missing, names: awaited.names.join(t('or')) })
              : t('awaitedNobody', { count: awaited.missing })}
          </p>
        )}
        {step.error && step.error.message !== deployment.error?.message && (
          <p className="hidden break-words pt-1 text-failed text-sm lg:block">{say(step.error)}</p>
        )}
      </div>
    </li>
  )
}

interface UsualBarProps {
  spentMs: number
  example: { medianMs: number; p90Ms: number }
  tone: string
  title: string
}

/** The time taken against nine of ten former ones; the notch is the usual time. */
function UsualBar({ spentMs: spent, example, tone, title }: UsualBarProps) {
  const fullMs = Math.max(spent, example.p90Ms, 1)
  return (
    <span title={title} className={cn('relative mt-1 hidden h-1 lg:block', tone)}>
      <span aria-hidden className="absolute inset-0 rounded-full bg-hairline" />
      <span
        aria-hidden
        className="absolute inset-y-0 left-0 rounded-full bg-current"
        style={{ width: `${(spent / fullMs) * 100}%` }}
      />
      <span
        aria-hidden
        className="-inset-y-0.5 absolute w-px bg-ink"
        style={{ left: `${Math.min(100, (example.medianMs / fullMs) * 100)}%` }}
      />
      <span className="sr-only">{title}</span>
    </span>
  )
}
