'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useSignIn } from './use-sign-in'

export function SignInForm({ next, goOn }: { next: string; goOn: Action<{ next: string }> }) {
  const t = useTranslations('auth.signIn')
  const { run, isPending, error } = useSignIn(goOn)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    run(String(form.get('email')), String(form.get('password')), next)
  }
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-4">
      <Field label={t('email')}>
        <Input name="email" type="email" autoComplete="username" required autoFocus />
      </Field>
      <Field label={t('password')}>
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button type="submit" variant="primary" isPending={isPending}>
        {t('submit')}
      </Button>
    </form>
  )
}
