'use client'

import { useTranslations } from 'next-intl'
import { MakeOnceButton } from '@/components/settings/make-once-button'
import type { Action } from '@/components/ui/action-result'
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
  return (
    <MakeOnceButton<{ name: string; token: string }>
      button={t('button')}
      asking={{ title: t('title'), description: t('what') }}
      form={(onDone) => <CreateTokenForm create={create} scopes={scopes} applications={applications} onDone={onDone} />}
      done={({ name, token }) => ({ title: t('doneTitle', { name }), description: t('doneWhat'), text: token, copy: t('copy') })}
    />
  )
}
