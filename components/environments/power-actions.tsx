'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { newIntentionKey } from '@/components/branches/new-intention-key'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'

interface Place {
  application: string
  environment: string
}

interface PowerActionsProps {
  place: Place
  number: number
  isStopped: boolean
  may: { restart: boolean; stop: boolean }
  restart: Action<Place & { key: string }, { number: number }>
  stop: Action<Place>
}

/** Fresh containers, or none at all. */
export function PowerActions({ place, number, isStopped, may, restart, stop }: PowerActionsProps) {
  const t = useTranslations('environments.power')
  const { environment } = place
  if (isStopped) return may.restart && <StartButton place={place} restart={restart} />
  return (
    <>
      {may.restart && <RestartDialog place={place} number={number} restart={restart} />}
      {may.stop && (
        <ConfirmDialog
          trigger={<Button>{t('stop')}</Button>}
          title={t('stopTitle', { env: environment })}
          description={t('stopWhat', { number })}
          confirm={t('stopConfirm', { env: environment })}
          tone="danger"
          action={stop}
          input={place}
          onDone={() => toast(t('stopped', { env: environment }))}
        />
      )}
    </>
  )
}

function RestartDialog({ place, number, restart }: Pick<PowerActionsProps, 'place' | 'number' | 'restart'>) {
  const t = useTranslations('environments.power')
  const router = useRouter()
  const [key] = useState(newIntentionKey)
  return (
    <ConfirmDialog
      trigger={<Button>{t('restart')}</Button>}
      title={t('restartTitle', { env: place.environment })}
      description={t('restartWhat', { number })}
      confirm={t('restartConfirm', { env: place.environment })}
      action={restart}
      input={{ ...place, key }}
      onDone={({ number: made }) => router.push(`/deployments/${made}` as Route)}
    />
  )
}

function StartButton({ place, restart }: Pick<PowerActionsProps, 'place' | 'restart'>) {
  const t = useTranslations('environments.power')
  const router = useRouter()
  const [key] = useState(newIntentionKey)
  const { run, isPending } = useAction(restart, {
    onDone: ({ number }) => router.push(`/deployments/${number}` as Route),
    onFailed: ({ message }) => toast.error(message),
  })
  return (
    <Button variant="primary" isPending={isPending} onClick={() => run({ ...place, key })}>
      {t('start', { env: place.environment })}
    </Button>
  )
}
