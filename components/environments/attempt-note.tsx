import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useSentence } from '@/components/deployments/sentence'
import { StatusGlyph } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import { useWords } from '@/components/ui/use-words'
import type { DeploymentView } from '@/lib/deployments/view'

/** What was tried last and failed; what is live stands above it. */
export function AttemptNote({ attempt }: { attempt: DeploymentView }) {
  const t = useTranslations('environments.attempt')
  const say = useWords()
  const sentence = useSentence()
  return (
    <div className="mb-6 flex gap-2.5 rounded-md bg-failed-tint px-3.5 py-2.5">
      <StatusGlyph face={{ shape: 'triangle', tone: 'failed' }} className="mt-1" />
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-medium">#{attempt.number}</span> {sentence(attempt)}
          <span className="text-muted">
            {' '}
            · <Time at={attempt.finishedAt ?? attempt.queuedAt} />
          </span>
        </p>
        {attempt.error && <p className="line-clamp-3 text-muted">{say(attempt.error)}</p>}
      </div>
      <Link prefetch={false} href={`/deployments/${attempt.number}` as Route} className="shrink-0 self-center underline">
        {t('see')}
      </Link>
    </div>
  )
}
