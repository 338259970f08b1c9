'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ShownOnce } from '@/components/settings/shown-once'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
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
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState<{ url: string; email: string } | null>(null)
  const change = (next: boolean) => {
    setOpen(next)
    setMade(null)
  }
  return (
    <Dialog open={isOpen} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant="primary">{t('button')}</Button>
      </DialogTrigger>
      <DialogContent
        title={made ? t('doneTitle', { email: made.email }) : t('title')}
        description={made ? t('doneWhat') : t('what')}
      >
        {made ? (
          <ShownOnce text={made.url} label={t('copyLink')} onClose={() => change(false)} />
        ) : (
          <InviteForm invite={invite} applications={applications} isEverywhere={isEverywhere} onDone={setMade} />
        )}
      </DialogContent>
    </Dialog>
  )
}
