'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'

export const accessKinds = ['none', 'password', 'key'] as const
export type AccessKind = (typeof accessKinds)[number]

interface AccessFieldsProps {
  kind: AccessKind
  onChoose: (kind: AccessKind) => void
  errorOf: (path: string) => string | undefined
}

/** How Branchline may read the repository. What is typed here never comes back. */
export function AccessFields({ kind, onChoose, errorOf }: AccessFieldsProps) {
  const t = useTranslations('applications.new')
  return (
    <>
      <fieldset>
        <legend className="pb-1 font-medium">{t('access.label')}</legend>
        <div className="flex flex-wrap gap-x-5">
          {accessKinds.map((each) => (
            <label key={each} className="flex min-h-9 items-center gap-2 pointer-coarse:min-h-11">
              <input
                type="radio"
                name="access"
                value={each}
                checked={kind === each}
                onChange={() => onChoose(each)}
                className="size-4 accent-ink"
              />
              {t(`access.${each}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {kind === 'password' && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('username')} error={errorOf('repository.username')}>
            <Input name="username" autoComplete="off" spellCheck={false} maxLength={200} />
          </Field>
          <Field label={t('password')} hint={t('sealed')} error={errorOf('repository.password')}>
            <Input name="password" type="password" autoComplete="new-password" required maxLength={10_000} />
          </Field>
        </div>
      )}
      {kind === 'key' && (
        <Field label={t('sshKey')} hint={`${t('sshKeyHint')} ${t('sealed')}`} error={errorOf('repository.sshPrivateKey')}>
          <Textarea
            name="sshPrivateKey"
            rows={5}
            autoComplete="off"
            spellCheck={false}
            required
            className="font-mono text-mono"
          />
        </Field>
      )}
    </>
  )
}
