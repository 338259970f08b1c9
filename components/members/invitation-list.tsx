'use client'

import { useTranslations } from 'next-intl'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Time } from '@/components/ui/time'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { InvitationView } from '@/lib/access/members'
import { Place } from './place'

/** Links that nobody has used yet; nothing when there are none. */
export function InvitationList({ invitations, withdraw }: { invitations: InvitationView[]; withdraw: Action<{ id: string }> }) {
  const t = useTranslations('members.invitations')
  const role = useTranslations('common.role')
  const { run, isPending, failure } = useAction(withdraw, { onDone: () => void toast(t('withdrawn')) })
  if (invitations.length === 0) return null
  return (
    <section aria-labelledby="invitations" className="mb-6 border-y">
      <h2 id="invitations" className="pt-2 font-normal text-muted text-sm">
        {t('title')}
      </h2>
      <ul>
        {invitations.map(({ id, email, role: asRole, application, tier, expiresAt }) => (
          <li key={id} className="flex min-h-row flex-wrap items-center gap-x-4 gap-y-1 border-b py-1.5 last:border-0">
            <span className="min-w-0 break-all">{email}</span>
            <span>{role(asRole)}</span>
            <Place application={application} tier={tier} />
            <span className="ml-auto text-muted text-sm">
              {t.rich('expires', { at: () => <Time key="at" at={expiresAt} show="absolute" /> })}
            </span>
            <Button size="sm" aria-label={t('withdrawOf', { email })} isPending={isPending} onClick={() => run({ id })}>
              {t('withdraw')}
            </Button>
          </li>
        ))}
      </ul>
      <ActionError failure={failure} className="mb-2" />
    </section>
  )
}
