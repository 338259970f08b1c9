'use client'

import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'

export function RevokeToken({ id, name, revoke }: { id: string; name: string; revoke: Action<{ id: string }> }) {
  const t = useTranslations('tokens.revoke')
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={t('title', { name })}>
          {t('button')}
        </Button>
      }
      title={t('title', { name })}
      description={t('what')}
      confirm={t('title', { name })}
      tone="danger"
      action={revoke}
      input={{ id }}
      onDone={() => toast(t('done', { name }))}
    />
  )
}
