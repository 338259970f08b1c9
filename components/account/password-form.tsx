'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useRef } from 'react'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'

interface PasswordFormProps {
  /** For the browser's password store, which files the new password under it. */
  email: string
  save: Action<{ current: string; next: string }>
}

export function PasswordForm({ email, save }: PasswordFormProps) {
  const t = useTranslations('me')
  const form = useRef<HTMLFormElement>(null)
  const { run, isPending, failure, fieldError } = useAction(save, {
    onDone: () => {
      form.current?.reset()
      toast(t('passwordChanged'))
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    run({ current: String(data.get('current')), next: String(data.get('next')) })
  }
  return (
    <form ref={form} onSubmit={submit} method="post" className="flex max-w-sm flex-col gap-3">
      <input type="text" name="username" autoComplete="username" defaultValue={email} hidden />
      <Field label={t('current')} error={fieldError('current')}>
        <Input name="current" type="password" autoComplete="current-password" required />
      </Field>
      <Field label={t('next')} hint={t('passwordHint')} error={fieldError('next')}>
        <Input name="next" type="password" autoComplete="new-password" required minLength={12} />
      </Field>
      <ActionError failure={failure} />
      <Button type="submit" isPending={isPending} className="self-start">
        {t('changePassword')}
      </Button>
    </form>
  )
}
