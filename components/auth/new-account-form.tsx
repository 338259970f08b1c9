'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useAction } from '@/components/ui/use-action'
import { useSignIn } from './use-sign-in'

interface NewAccount {
  token: string
  name: string
  email: string
  password: string
}

interface NewAccountFormProps {
  token: string
  /** Known from the invitation, and then not to be changed. */
  email?: string
  submit: string
  create: Action<NewAccount, { email: string }>
  goOn: Action<{ next: string }>
}

/** Makes an account for the holder of a one-time link and signs its person in. */
export function NewAccountForm({ token, email, submit, create, goOn }: NewAccountFormProps) {
  const t = useTranslations('auth')
  const account = useAction(create)
  const session = useSignIn(goOn)
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const password = String(form.get('password'))
    account.run(
      { token, name: String(form.get('name')), email: email ?? String(form.get('email')), password },
      { onDone: (made) => session.run(made.email, password, '/') },
    )
  }
  return (
    <form onSubmit={send} method="post" className="flex flex-col gap-4">
      <Field label={t('setup.name')} error={account.fieldError('name')}>
        <Input name="name" autoComplete="name" required maxLength={100} autoFocus />
      </Field>
      <Field label={t('signIn.email')} error={account.fieldError('email')}>
        <Input name="email" type="email" autoComplete="username" required defaultValue={email} readOnly={email !== undefined} />
      </Field>
      <Field label={t('signIn.password')} hint={t('setup.passwordHint')} error={account.fieldError('password')}>
        <Input name="password" type="password" autoComplete="new-password" required minLength={12} />
      </Field>
      <ActionError failure={account.failure} />
      {session.error && <ErrorNote>{session.error}</ErrorNote>}
      <Button type="submit" variant="primary" isPending={account.isPending || session.isPending}>
        {submit}
      </Button>
    </form>
  )
}
