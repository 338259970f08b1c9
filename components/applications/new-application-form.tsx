'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import { useAction } from '@/components/ui/use-action'
import type { CreateApplicationInput } from '@/lib/applications/input'
import { AccessFields, type AccessKind } from './access-fields'
import { suggestName, suggestSlug } from './suggest-slug'

export type NewApplication = Pick<CreateApplicationInput, 'slug' | 'name' | 'repository' | 'baseBranch' | 'service'> & {
  build: { dockerfile: string }
}

/** Registers an application from its git URL; slug and name follow the URL until the person writes their own. */
export function NewApplicationForm({ create }: { create: Action<NewApplication, { slug: string }> }) {
  const t = useTranslations('applications.new')
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [url, setUrl] = useState('')
  const [ownSlug, setOwnSlug] = useState<string | null>(null)
  const [ownName, setOwnName] = useState<string | null>(null)
  const [access, setAccess] = useState<AccessKind>('none')
  const [isLeaving, setLeaving] = useState(false)
  const slug = ownSlug ?? suggestSlug(url)
  const name = ownName ?? suggestName(slug)
  const { run, isPending, failure, fieldError } = useAction(create, {
    onDone: (made) => {
      setLeaving(true)
      router.push(`/apps/${made.slug}/branches` as Route)
    },
  })
  // Where the first mistake is, the person goes on.
  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [failure])
  const slugError = failure?.code === 'slug-taken' ? t('slugTaken') : fieldError('slug')
  const isSaidAtFields = slugError !== undefined || Object.keys(failure?.fields ?? {}).length > 0
  const isBusy = isPending || isLeaving

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!isBusy) run(readForm(new FormData(event.currentTarget)))
  }
  return (
    <form ref={form} onSubmit={submit}>
      <Section title={t('repository')}>
        <div className="flex flex-col gap-4">
          <Field label={t('url')} hint={t('urlHint')} error={fieldError('repository.url')}>
            <Input
              name="url"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
              required
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-mono"
            />
          </Field>
          <AccessFields kind={access} onChoose={setAccess} errorOf={fieldError} />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('slug')} hint={t('slugHint')} error={slugError}>
              <Input
                name="slug"
                value={slug}
                onChange={(event) => setOwnSlug(event.target.value)}
                required
                maxLength={40}
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
            <Field label={t('name')} error={fieldError('name')}>
              <Input name="name" value={name} onChange={(event) => setOwnName(event.target.value)} required maxLength={80} />
            </Field>
          </div>
        </div>
      </Section>
      <Section title={t('build')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('baseBranch')} error={fieldError('baseBranch')}>
            <Input name="baseBranch" defaultValue="main" required autoComplete="off" spellCheck={false} />
          </Field>
          <Field label={t('dockerfile')} error={fieldError('build.dockerfile')}>
            <Input name="dockerfile" defaultValue="Dockerfile" required autoComplete="off" spellCheck={false} />
          </Field>
          <Field label={t('port')} hint={t('portHint')} error={fieldError('service.port')}>
            <Input name="port" type="number" defaultValue={3000} min={1} max={65535} required />
          </Field>
          <Field label={t('healthPath')} error={fieldError('service.healthPath')}>
            <Input name="healthPath" defaultValue="/" required autoComplete="off" spellCheck={false} />
          </Field>
        </div>
      </Section>
      <ActionError failure={isSaidAtFields ? null : failure} className="mb-4" />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" variant="primary" isPending={isBusy} className="max-sm:w-full">
          {name ? t('submit', { name }) : t('submitUnnamed')}
        </Button>
        <span role="status" className="text-muted">
          {isBusy && t('fetching')}
        </span>
      </div>
    </form>
  )
}

function readForm(form: FormData): NewApplication {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    slug: text('slug'),
    name: text('name'),
    repository: {
      url: text('url'),
      username: text('username') || null,
      password: String(form.get('password') ?? '') || null,
      // A key ends with a line break; git's ssh refuses one that does not.
      sshPrivateKey: text('sshPrivateKey') ? `${text('sshPrivateKey')}\n` : null,
    },
    baseBranch: text('baseBranch'),
    build: { dockerfile: text('dockerfile') },
    service: { port: Number(text('port')), healthPath: text('healthPath') },
  }
}
