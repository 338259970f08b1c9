'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'

interface ValueFieldProps {
  isSecret: boolean
  /** Null: none; for a secret that is stored, it is kept. */
  value: string | null
  /** Of the secret that is stored. */
  fingerprint: string | null
  onChange: (value: string | null) => void
}

export function ValueField({ isSecret, value, fingerprint, onChange }: ValueFieldProps) {
  const t = useTranslations('config.dialog')
  const config = useTranslations('config')
  if (isSecret) {
    return (
      <Field label={config('value')} hint={fingerprint ? t('kept', { fingerprint }) : t('writeOnly')}>
        <Input
          type="password"
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value || null)}
          maxLength={65_536}
          autoComplete="new-password"
        />
      </Field>
    )
  }
  return (
    <div className="flex flex-col gap-1">
      <Field label={config('value')}>
        <Textarea
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value)}
          disabled={value === null}
          maxLength={65_536}
          rows={2}
          spellCheck={false}
          className="min-h-14 font-mono text-mono"
        />
      </Field>
      <Field label={t('declareOnly')} isInline>
        <Checkbox checked={value === null} onChange={(event) => onChange(event.target.checked ? null : '')} />
      </Field>
    </div>
  )
}
