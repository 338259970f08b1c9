'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { newIntentionKey } from '@/components/branches/new-intention-key'
import { ActionError } from '@/components/ui/action-error'
import { Button } from '@/components/ui/button'
import { DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useAction } from '@/components/ui/use-action'
import { ReasonField } from './reason-field'
import { RollbackConsequences } from './rollback-consequences'
import type { RollbackDialogProps } from './rollback-dialog'
import { RollbackTargets } from './rollback-targets'
import { useComparison } from './use-comparison'

/** Lives as long as the dialog is open: one opening is one intention. */
export function RollbackForm({
  live,
  targets,
  usualMs,
  compare,
  rollBack,
  onDone,
}: RollbackDialogProps & { onDone: () => void }) {
  const t = useTranslations('deployments.rollback')
  const common = useTranslations('common')
  const router = useRouter()
  const form = useId()
  const [key] = useState(newIntentionKey)
  const [chosen, setChosen] = useState(() => targets.find(({ isImageKept }) => isImageKept)?.id ?? '')
  const [reason, setReason] = useState('')
  const [typed, setTyped] = useState('')
  const comparison = useComparison(compare, live.id, chosen)
  const { run, isPending, failure } = useAction(rollBack, {
    onDone: ({ number }) => {
      onDone()
      router.push(`/deployments/${number}` as Route)
    },
  })
  const target = targets.find(({ id }) => id === chosen)
  if (!target) return null
  const { application, environment } = live
  const mustType = target.migrations.length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    run({ application, environment, to: target.id, reason, key })
  }
  const choose = (id: string) => {
    setChosen(id)
    comparison.ask(id)
  }
  return (
    <DialogContent
      title={t('title', { env: environment, from: live.number, to: target.number })}
      description={t('what')}
      className="sm:top-[6dvh] sm:max-w-2xl"
      footer={
        <>
          <DialogClose asChild>
            <Button>{common('cancel')}</Button>
          </DialogClose>
          <Button type="submit" form={form} variant="primary" isPending={isPending} disabled={mustType && typed !== application}>
            {t('confirm', { env: environment, from: live.number, to: target.number })}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-5">
        <RollbackTargets targets={targets} chosen={chosen} onChoose={choose} />
        <RollbackConsequences
          live={live}
          target={target}
          usualMs={usualMs}
          comparison={comparison.of(chosen)}
          isAsking={comparison.isPending}
        />
        <ActionError failure={comparison.failure} />
        <ReasonField value={reason} onChange={setReason} />
        {mustType && (
          <Field label={common('typeToConfirm', { text: application })}>
            <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} />
          </Field>
        )}
        <ActionError failure={failure} />
      </form>
    </DialogContent>
  )
}
