'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { newIntentionKey } from '@/components/branches/new-intention-key'
import { ActionError } from '@/components/ui/action-error'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { DialogClose, DialogContent } from '@/components/ui/dialog'
import { useAction } from '@/components/ui/use-action'
import type { WithdrawDialogProps } from './withdraw-dialog'

/** Lives as long as the dialog is open: one opening is one intention. */
export function WithdrawForm({ place, branches, number, withdraw, onDone }: WithdrawDialogProps & { onDone: () => void }) {
  const t = useTranslations('environments.withdraw')
  const common = useTranslations('common')
  const router = useRouter()
  const form = useId()
  const [key] = useState(newIntentionKey)
  const [ticked, setTicked] = useState<string[]>([])
  const { run, isPending, failure } = useAction(withdraw, {
    onDone: ({ number: made }) => {
      onDone()
      router.push(`/deployments/${made}` as Route)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    run({ ...place, branches: ticked, key })
  }
  const tick = (name: string, isOn: boolean) =>
    setTicked((before) => (isOn ? [...before, name] : before.filter((other) => other !== name)))
  return (
    <DialogContent
      title={t('title', { env: place.environment })}
      description={t('what', { number })}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common('cancel')}</Button>
          </DialogClose>
          <Button type="submit" form={form} variant="primary" isPending={isPending} disabled={ticked.length === 0}>
            {t('confirm', { count: ticked.length, env: place.environment })}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <fieldset>
          <legend className="sr-only">{t('branches')}</legend>
          {branches.map(({ name, subject, author }) => (
            <label
              key={name}
              htmlFor={`withdraw-${name}`}
              className="flex min-h-row items-start gap-2.5 border-b py-2 last:border-0"
            >
              <Checkbox
                id={`withdraw-${name}`}
                checked={ticked.includes(name)}
                onChange={(event) => tick(name, event.target.checked)}
                className="mt-0.5"
              />
              <span className="min-w-0">
                <code className="break-all">{name}</code>
                {subject && (
                  <span className="block text-muted text-sm">
                    {subject} · {author}
                  </span>
                )}
              </span>
            </label>
          ))}
        </fieldset>
        <p aria-live="polite" className="text-muted">
          {t('left', { count: branches.length - ticked.length })}
        </p>
        <ActionError failure={failure} />
      </form>
    </DialogContent>
  )
}
