'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'

interface DeleteEnvironmentProps {
  place: { application: string; environment: string }
  remove: Action<{ application: string; environment: string }>
}

export function DeleteEnvironment({ place, remove }: DeleteEnvironmentProps) {
  const t = useTranslations('environments.delete')
  const router = useRouter()
  const { application, environment } = place
  return (
    <ConfirmDialog
      trigger={<Button variant="danger">{t('open', { env: environment })}</Button>}
      title={t('title', { env: environment })}
      description={t('what')}
      confirm={t('confirm', { env: environment })}
      tone="danger"
      typed={`${application}/${environment}`}
      action={remove}
      input={place}
      onDone={() => {
        toast(t('done', { env: environment }))
        router.push(`/apps/${application}/branches` as Route)
      }}
    />
  )
}
