'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { newIntentionKey } from '@/components/branches/new-intention-key'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { isPending } from '@/lib/deployments/status'
import { useLiveDeployment } from './live-deployment'

interface DeploymentActionsProps {
  /** What the reader may do here. */
  may: { cancel: boolean; retry: boolean; approve: boolean }
  /** The number of what is live there now. */
  live: number | null
  cancel: Action<{ id: string }>
  retry: Action<{ id: string; key: string }, { number: number }>
}

/** What can be done about the deployment as it stands. */
export function DeploymentActions({ may, live, cancel, retry }: DeploymentActionsProps) {
  const t = useTranslations('deployments.actions')
  const { deployment } = useLiveDeployment()
  const { id, number, status, environment, cancelRequestedAt } = deployment
  const hasFailed = status === 'failed' || status === 'errored' || status === 'cancelled' || status === 'expired'
  return (
    <>
      {status === 'awaiting_approval' && (
        <Button variant="primary" asChild>
          <Link prefetch={false} href={`/releases/${id}` as Route}>
            {may.approve ? t('decide') : t('seeApproval')}
          </Link>
        </Button>
      )}
      {may.cancel && isPending(status) && !cancelRequestedAt && (
        <ConfirmDialog
          trigger={<Button>{t('cancel')}</Button>}
          title={t('cancelTitle', { number })}
          description={
            live === null ? t('cancelNothingLive', { env: environment }) : t('cancelKeeps', { env: environment, live, number })
          }
          confirm={t('cancelConfirm', { number })}
          tone="danger"
          action={cancel}
          input={{ id }}
        />
      )}
      {may.retry && hasFailed && <RetryButton id={id} retry={retry} />}
    </>
  )
}

function RetryButton({ id, retry }: { id: string; retry: DeploymentActionsProps['retry'] }) {
  const t = useTranslations('deployments.actions')
  const router = useRouter()
  const [key] = useState(newIntentionKey)
  const { run, isPending: isAsking } = useAction(retry, {
    onDone: ({ number }) => router.push(`/deployments/${number}` as Route),
    onFailed: ({ message }) => toast.error(message),
  })
  return (
    <Button variant="primary" isPending={isAsking} onClick={() => run({ id, key })}>
      {t('retry')}
    </Button>
  )
}
