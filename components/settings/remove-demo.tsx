'use client'

import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { RemoveDemoButton } from './remove-demo-button'

interface RemoveDemoProps {
  remove: Action<Record<string, never>>
  onRemoved?: () => void
}

export function RemoveDemo({ remove, onRemoved }: RemoveDemoProps) {
  const t = useTranslations('demo')
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="max-w-prose text-muted">{t('what')}</p>
      <RemoveDemoButton remove={remove} onRemoved={onRemoved} />
    </div>
  )
}
