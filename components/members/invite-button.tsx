'use client'

import { useTranslations } from 'next-intl'
import { MakeOnceButton } from '@/components/settings/make-once-button'
import type { Action } from '@/components/ui/action-result'
import type { Role, Tier } from '@/prisma/generated/enums'
import { InviteForm } from './invite-form'

export interface Invitation {
  email: string
  role: Role
  application: string | null
  tier: Tier | null
}

interface InviteButtonProps {
  invite: Action<Invitation, { url: string; email: string }>
  /** Where the reader may invite to. */
  applications: { slug: string; name: string }[]
  isEverywhere: boolean
}

/** First whom, then the link: it is shown here and nowhere else. */
export function InviteButton({ invite, applications, isEverywhere }: InviteButtonProps) {
  const t = useTranslations('members.invite')
  return (
    <MakeOnceButton<{ url: string; email: string }>
      button={t('button')}
      asking={{ title: t('title'), description: t('what') }}
      form={(onDone) => <InviteForm invite={invite} applications={applications} isEverywhere={isEverywhere} onDone={onDone} />}
      done={({ email, url }) => ({
        title: t('doneTitle', { email }),
        description: t('doneWhat'),
        text: url,
        copy: t('copyLink'),
      })}
    />
  )
}
