'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ShownOnce } from '@/components/settings/shown-once'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { CreateTokenForm } from './create-token-form'

export interface NewToken {
  name: string
  scopes: string[]
  application: string | null
  expiresAt: string | null
}

interface CreateTokenButtonProps {
  create: Action<NewToken, { name: string; token: string }>
  /** What the reader may do himself: a token never does more. */
  scopes: string[]
  applications: { slug: string; name: string }[]
}

export function CreateTokenButton({ create, scopes, applications }: CreateTokenButtonProps) {
  const t = useTranslations('tokens.create')
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState<{ name: string; token: string } | null>(null)
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
        title={made ? t('doneTitle', { name: made.name }) : t('title')}
        description={made ? t('doneWhat') : t('what')}
      >
        {made ? (
          <ShownOnce text={made.token} label={t('copy')} onClose={() => change(false)} />
        ) : (
          <CreateTokenForm create={create} scopes={scopes} applications={applications} onDone={setMade} />
        )}
      </DialogContent>
    </Dialog>
  )
}
