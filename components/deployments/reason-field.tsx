'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'

const usual = ['errors', 'slow', 'wrong', 'other'] as const

/** Why, in a few words; nobody has to say it while something burns. */
export function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations('deployments.reason')
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('label')} hint={t('hint')}>
        <Textarea
          rows={2}
          maxLength={2000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="min-h-14"
        />
      </Field>
      <div className="flex flex-wrap gap-1.5">
        {usual.map((name) => (
          <Button key={name} size="sm" className="rounded-full font-normal" onClick={() => onChange(t(`usual.${name}`))}>
            {t(`usual.${name}`)}
          </Button>
        ))}
      </div>
    </div>
  )
}
