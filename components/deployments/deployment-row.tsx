import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { deploymentFaces, StatusGlyph, toneText } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import { useWords } from '@/components/ui/use-words'
import { workMs } from '@/lib/deployments/progress'
import type { DeploymentView } from '@/lib/deployments/view'
import { useSentence } from './sentence'
import { useDuration } from './use-duration'

interface DeploymentRowProps {
  deployment: DeploymentView
  /** The number of the deployment it brings back or takes along. */
  source?: number
}

/** A deployment in a list: its face and number, its sentence, when, how long. Two lines on a phone. */
export function DeploymentRow({ deployment, source }: DeploymentRowProps) {
  const status = useTranslations('status.deployment')
  const duration = useDuration()
  const sentence = useSentence()
  const say = useWords()
  const { number, liveAt, finishedAt, startedAt, queuedAt, steps, error } = deployment
  const end = liveAt ?? finishedAt
  return (
    <Link
      href={`/deployments/${number}` as Route}
      prefetch={false}
      className="flex min-h-row min-w-0 flex-1 flex-wrap items-center gap-x-3 px-2 py-1.5 hover:bg-hover sm:flex-nowrap"
    >
      <span className="flex items-center gap-2 sm:w-52 sm:shrink-0">
        <StatusGlyph face={deploymentFaces[deployment.status]} />
        <span className="min-w-11 shrink-0 font-medium">#{number}</span>
        <span className={`truncate text-sm ${toneText[deploymentFaces[deployment.status].tone]}`}>
          {status(deployment.status)}
        </span>
      </span>
      <span className="order-last min-w-0 basis-full truncate pl-5 sm:order-none sm:flex-1 sm:basis-0 sm:pl-0">
        {sentence(deployment, source)}
        {error && <span className="ml-2 text-muted text-sm">{say(error)}</span>}
      </span>
      <span className="ml-auto shrink-0 text-muted text-sm sm:w-16 sm:text-right">
        {startedAt && end ? duration(workMs(steps, Date.parse(end))) : ''}
      </span>
      <Time at={end ?? startedAt ?? queuedAt} className="shrink-0 text-muted text-sm sm:w-36 sm:text-right" />
    </Link>
  )
}
