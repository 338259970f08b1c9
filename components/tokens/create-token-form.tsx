'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { ApplicationOptions } from '@/components/applications/application-options'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { useAction } from '@/components/ui/use-action'
import type { NewToken } from './create-token-button'
import { ScopeChoice } from './scope-choice'

interface CreateTokenFormProps {
  create: Action<NewToken, { name: string; token: string }>
  scopes: string[]
  applications: { slug: string; name: string }[]
  onDone: (made: { name: string; token: string }) => void
}

const lifetimes = ['30', '90', '365', ''] as const
const dayMs = 86_400_000

export function CreateTokenForm({ create, scopes, applications, onDone }: CreateTokenFormProps) {
  const t = useTranslations('tokens')
  const [chosen, setChosen] = useState<string[]>(['*'])
  const { run, isPending, failure, fieldError } = useAction(create, { onDone })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const days = Number(data.get('days'))
    run({
      name: String(data.get('name')),
      scopes: chosen,
      application: String(data.get('application')) || null,
      expiresAt: days ? new Date(Date.now() + days * dayMs).toISOString() : null,
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('name')} hint={t('create.nameHint')} error={fieldError('name')}>
        <Input name="name" required maxLength={80} autoComplete="off" />
      </Field>
      <ScopeChoice scopes={scopes} onChange={setChosen} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('application')} error={fieldError('application')}>
          <Select name="application">
            <option value="">{t('anyApplication')}</option>
            <ApplicationOptions applications={applications} />
          </Select>
        </Field>
        <Field label={t('expires')} error={fieldError('expiresAt')}>
          <Select name="days" defaultValue="90">
            {lifetimes.map((days) => (
              <option key={days} value={days}>
                {days ? t('create.days', { count: Number(days) }) : t('noExpiry')}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <ActionError failure={failure} />
      <Button type="submit" variant="primary" isPending={isPending} disabled={chosen.length === 0} className="self-end">
        {t('create.submit')}
      </Button>
    </form>
  )
}
