'use client'

import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'

interface RemoveDemoButtonProps {
  remove: Action<Record<string, never>>
  size?: 'sm' | 'md'
  /** Leaves a page that goes with the demo. */
  onRemoved?: () => void
}

export function RemoveDemoButton({ remove, size, onRemoved }: RemoveDemoButtonProps) {
  const t = useTranslations('demo')
  return (
    <ConfirmDialog
      trigger={<Button size={size}>{t('remove')}</Button>}
      title={t('confirmTitle')}
      description={t('confirmWhat')}
      confirm={t('confirm')}
      tone="danger"
      action={remove}
      input={{}}
      onDone={() => {
        toast(t('removed'))
        onRemoved?.()
      }}
    />
  )
}
