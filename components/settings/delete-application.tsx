'use client'

import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'

interface DeleteApplicationProps {
  application: { slug: string; name: string }
  environments: { name: string; isLive: boolean }[]
  remove: Action<{ application: string }>
}

export function DeleteApplication({ application: { slug, name }, environments, remove }: DeleteApplicationProps) {
  const t = useTranslations('settings.application.delete')
  const live = environments.filter(({ isLive }) => isLive)
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="max-w-prose text-muted">{t('hint')}</p>
      <ConfirmDialog
        trigger={<Button>{t('button')}</Button>}
        title={t('title', { name })}
        description={t('what')}
        confirm={t('confirm', { name })}
        tone="danger"
        typed={slug}
        action={remove}
        input={{ application: slug }}
      >
        <ul className="list-disc pl-5">
          <li>{live.length > 0 ? t('live', { places: live.map((one) => one.name).join(', ') }) : t('notLive')}</li>
          <li>{t('history', { count: environments.length })}</li>
          <li>{t('variables')}</li>
          <li>{t('stays')}</li>
        </ul>
      </ConfirmDialog>
    </div>
  )
}
