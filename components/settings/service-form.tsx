'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Service } from '@/lib/applications/input'
import { type Update, UpdateForm } from './update-form'

export function ServiceForm({ application, service, update }: { application: string; service: Service; update: Update }) {
  const t = useTranslations('settings.application')
  return (
    <UpdateForm
      application={application}
      update={update}
      read={(data) => ({ service: { port: Number(data.get('port')), healthPath: String(data.get('healthPath')).trim() } })}
    >
      {(error) => (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field label={t('port')} hint={t('portHint')} error={error('service.port')}>
            <Input name="port" type="number" min={1} max={65_535} defaultValue={service.port} required />
          </Field>
          <Field label={t('healthPath')} hint={t('healthPathHint')} error={error('service.healthPath')}>
            <Input
              name="healthPath"
              defaultValue={service.healthPath}
              required
              maxLength={500}
              spellCheck={false}
              className="font-mono"
            />
          </Field>
        </div>
      )}
    </UpdateForm>
  )
}
