'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Select, Textarea } from '@/components/ui/input'
import { useAction } from '@/components/ui/use-action'
import type { Tier } from '@/prisma/generated/enums'

export interface NewEnvironment {
  application: string
  slug: string
  tier: Tier
  name?: string
  purpose?: string
  domain?: string
}

interface NewEnvironmentFormProps {
  application: string
  tiers: Tier[]
  create: Action<NewEnvironment, { slug: string }>
}

/** A new station at the end of the line; the rest of its settings follow from its tier, and can be changed afterwards. */
export function NewEnvironmentForm({ application, tiers, create }: NewEnvironmentFormProps) {
  const t = useTranslations('environments.new')
  const common = useTranslations('common')
  const router = useRouter()
  const { run, isPending, failure, fieldError } = useAction(create, {
    onDone: ({ slug }) => router.push(`/apps/${application}/envs/${slug}` as Route),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    run({
      application,
      slug: text('slug'),
      tier: text('tier') as Tier,
      ...(text('name') && { name: text('name') }),
      ...(text('purpose') && { purpose: text('purpose') }),
      ...(text('domain') && { domain: text('domain') }),
    })
  }
  return (
    <form onSubmit={submit} className="flex max-w-lg flex-col gap-4">
      <Field label={t('slug')} hint={t('slugHint')} error={fieldError('slug')}>
        <Input name="slug" required maxLength={40} autoComplete="off" spellCheck={false} className="font-mono text-mono" />
      </Field>
      <Field label={`${t('name')} (${common('optional')})`} error={fieldError('name')}>
        <Input name="name" maxLength={80} />
      </Field>
      <Field label={t('tier')} hint={t('tierHint')} error={fieldError('tier')}>
        <Select name="tier">
          {tiers.map((tier) => (
            <option key={tier} value={tier}>
              {common(`tier.${tier}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={`${t('purpose')} (${common('optional')})`} error={fieldError('purpose')}>
        <Textarea name="purpose" maxLength={500} />
      </Field>
      <Field
        label={`${t('domain')} (${common('optional')})`}
        hint={t('domainHint', { application })}
        error={fieldError('domain')}
      >
        <Input name="domain" autoComplete="off" spellCheck={false} className="font-mono text-mono" />
      </Field>
      <ActionError failure={failure} />
      <div>
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('create', { application })}
        </Button>
      </div>
    </form>
  )
}
