'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Build } from '@/lib/applications/input'
import { BuildArguments } from './build-arguments'
import { type Update, UpdateForm } from './update-form'

interface BuildFormProps {
  application: string
  build: Build
  update: Update
}

export function BuildForm({ application, build, update }: BuildFormProps) {
  const t = useTranslations('settings.application')
  const [args, setArgs] = useState(Object.entries(build.args).map(([name, value], id) => ({ id, name, value })))
  const read = (data: FormData) => ({
    build: {
      dockerfile: String(data.get('dockerfile')).trim(),
      context: String(data.get('context')).trim(),
      target: String(data.get('target')).trim() || null,
      args: Object.fromEntries(args.filter(({ name }) => name).map(({ name, value }) => [name, value])),
    },
  })
  return (
    <UpdateForm application={application} update={update} read={read}>
      {(error) => (
        <>
          <div className="grid items-start gap-4 sm:grid-cols-3">
            <Field label={t('dockerfile')} error={error('build.dockerfile')}>
              <Input name="dockerfile" defaultValue={build.dockerfile} required spellCheck={false} className="font-mono" />
            </Field>
            <Field label={t('context')} hint={t('contextHint')} error={error('build.context')}>
              <Input name="context" defaultValue={build.context} required spellCheck={false} className="font-mono" />
            </Field>
            <Field label={t('target')} hint={t('targetHint')} error={error('build.target')}>
              <Input name="target" defaultValue={build.target ?? ''} spellCheck={false} className="font-mono" />
            </Field>
          </div>
          <BuildArguments args={args} onChange={setArgs} fieldError={error} />
        </>
      )}
    </UpdateForm>
  )
}
