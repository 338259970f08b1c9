'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import type { UpdateApplicationInput } from '@/lib/applications/input'
import { type Update, UpdateForm } from './update-form'

interface RepositoryFormProps {
  application: string
  repository: { url: string; username: string | null; hasPassword: boolean; hasSshKey: boolean }
  update: Update
}

/** What is left empty stays as it is; only the box removes a credential. */
function readRepository(data: FormData): UpdateApplicationInput {
  const text = (name: string) => String(data.get(name) ?? '')
  const credential = (name: string) => (data.has(`remove-${name}`) ? null : text(name) || undefined)
  return {
    repository: {
      url: text('url').trim(),
      username: text('username').trim() || null,
      password: credential('password'),
      sshPrivateKey: credential('sshPrivateKey'),
    },
  }
}

export function RepositoryForm({ application, repository, update }: RepositoryFormProps) {
  const t = useTranslations('settings.application')
  const [saves, setSaves] = useState(0)
  return (
    <UpdateForm application={application} update={update} read={readRepository} onDone={() => setSaves(saves + 1)}>
      {(error) => (
        <>
          <Field label={t('url')} hint={t('urlHint')} error={error('repository.url')}>
            <Input name="url" defaultValue={repository.url} required maxLength={2000} spellCheck={false} className="font-mono" />
          </Field>
          {/* A new key after each save: what was typed into a write-only field must not stay there. */}
          <div key={saves} className="grid items-start gap-4 sm:grid-cols-2">
            <Field label={t('username')} error={error('repository.username')}>
              <Input
                name="username"
                defaultValue={repository.username ?? ''}
                maxLength={200}
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
            <div>
              <Field
                label={t('password')}
                hint={t(repository.hasPassword ? 'credentialKept' : 'credentialNone')}
                error={error('repository.password')}
              >
                <Input name="password" type="password" maxLength={10_000} autoComplete="new-password" />
              </Field>
              {repository.hasPassword && <Remove name="remove-password" label={t('removePassword')} />}
            </div>
            <div className="sm:col-span-2">
              <Field
                label={t('sshKey')}
                hint={t(repository.hasSshKey ? 'credentialKept' : 'credentialNone')}
                error={error('repository.sshPrivateKey')}
              >
                <Textarea
                  name="sshPrivateKey"
                  maxLength={20_000}
                  rows={2}
                  autoComplete="off"
                  spellCheck={false}
                  className="min-h-14 font-mono text-mono"
                />
              </Field>
              {repository.hasSshKey && <Remove name="remove-sshPrivateKey" label={t('removeSshKey')} />}
            </div>
          </div>
        </>
      )}
    </UpdateForm>
  )
}

const Remove = ({ name, label }: { name: string; label: string }) => (
  <Field label={label} isInline>
    <Checkbox name={name} />
  </Field>
)
