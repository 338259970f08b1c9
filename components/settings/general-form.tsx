'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { type Update, UpdateForm } from './update-form'

interface GeneralFormProps {
  application: string
  name: string
  baseBranch: string
  update: Update
}

export function GeneralForm({ application, name, baseBranch, update }: GeneralFormProps) {
  const t = useTranslations('settings.application')
  return (
    <UpdateForm
      application={application}
      update={update}
      read={(data) => ({ name: String(data.get('name')), baseBranch: String(data.get('baseBranch')) })}
    >
      {(error) => (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('name')} error={error('name')}>
            <Input name="name" defaultValue={name} required maxLength={80} autoComplete="off" />
          </Field>
          <Field label={t('baseBranch')} hint={t('baseBranchHint')} error={error('baseBranch')}>
            <Input
              name="baseBranch"
              defaultValue={baseBranch}
              required
              maxLength={250}
              spellCheck={false}
              className="font-mono"
            />
          </Field>
        </div>
      )}
    </UpdateForm>
  )
}
