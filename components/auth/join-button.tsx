'use client'

import { useTranslations } from 'next-intl'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { useAction } from '@/components/ui/use-action'

export function JoinButton({ token, join }: { token: string; join: Action<{ token: string }> }) {
  const t = useTranslations('auth.invite')
  const { run, isPending, failure } = useAction(join)
  return (
    <div className="flex flex-col items-start gap-4">
      <ActionError failure={failure} />
      <Button variant="primary" isPending={isPending} onClick={() => run({ token })}>
        {t('accept')}
      </Button>
    </div>
  )
}
