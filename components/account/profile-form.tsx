'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'

export function ProfileForm({ name, save }: { name: string; save: Action<{ name: string }> }) {
  const t = useTranslations('me')
  const common = useTranslations('common')
  const { run, isPending, failure, fieldError } = useAction(save, { onDone: () => toast(common('saved')) })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    run({ name: String(new FormData(event.currentTarget).get('name')) })
  }
  return (
    <form onSubmit={submit} className="flex max-w-sm flex-col gap-3">
      <Field label={t('name')} error={fieldError('name')}>
        <Input name="name" defaultValue={name} required maxLength={100} autoComplete="name" />
      </Field>
      <ActionError failure={failure} />
      <Button type="submit" isPending={isPending} className="self-start">
        {common('save')}
      </Button>
    </form>
  )
}
