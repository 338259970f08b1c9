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
import type { Role, Tier } from '@/prisma/generated/enums'
import type { Invitation } from './invite-button'
import { RoleOptions } from './role-options'

interface InviteFormProps {
  invite: Action<Invitation, { url: string; email: string }>
  applications: { slug: string; name: string }[]
  isEverywhere: boolean
  onDone: (made: { url: string; email: string }) => void
}

const tiers: Tier[] = ['development', 'testing', 'staging', 'production']

export function InviteForm({ invite, applications, isEverywhere, onDone }: InviteFormProps) {
  const t = useTranslations('members.invite')
  const members = useTranslations('members')
  const tierName = useTranslations('common.tier')
  const [role, setRole] = useState<Role>('developer')
  const [application, setApplication] = useState(isEverywhere ? '' : (applications[0]?.slug ?? ''))
  const { run, isPending, failure, fieldError } = useAction(invite, { onDone })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    run({
      email: String(data.get('email')),
      role,
      application: application || null,
      tier: ((application && data.get('tier')) || null) as Tier | null,
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={t('email')} error={fieldError('email')}>
        <Input name="email" type="email" required maxLength={320} autoComplete="off" />
      </Field>
      <Field label={members('role')} hint={members(`may.${role}`)} error={fieldError('role')}>
        <Select value={role} onChange={(event) => setRole(event.target.value as Role)}>
          <RoleOptions />
        </Select>
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={members('place')} error={fieldError('application')}>
          <Select value={application} onChange={(event) => setApplication(event.target.value)}>
            {isEverywhere && <option value="">{t('everywhere')}</option>}
            <ApplicationOptions applications={applications} />
          </Select>
        </Field>
        <Field label={t('tier')} error={fieldError('tier')}>
          <Select name="tier" disabled={!application}>
            <option value="">{t('everyTier')}</option>
            {tiers.map((tier) => (
              <option key={tier} value={tier}>
                {tierName(tier)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <ActionError failure={failure} />
      <Button type="submit" variant="primary" isPending={isPending} className="self-end">
        {t('submit')}
      </Button>
    </form>
  )
}
