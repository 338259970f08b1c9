'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { newIntentionKey } from '@/components/branches/new-intention-key'
import { ReasonField } from '@/components/deployments/reason-field'
import type { RollbackInput } from '@/components/deployments/rollback-dialog'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { otherFaces, StatusGlyph } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { DeploymentView } from '@/lib/deployments/view'

interface RollbackBannerProps {
  /** The live deployment, which is a rollback. */
  live: Pick<DeploymentView, 'id' | 'application' | 'environment' | 'requestedBy' | 'liveAt' | 'queuedAt' | 'note'>
  /** The numbers of the deployment that came back and of the one that went. */
  to: number | null
  from: { id: string; number: number } | null
  /** The reader may change it; and what went can come back. */
  mayAmend: boolean
  mayUndo: boolean
  amend: Action<{ id: string; note: string }>
  rollBack: Action<RollbackInput, { number: number }>
}

/** After a rollback: who did it, when and why; the way to say more, and the way forward again. */
export function RollbackBanner({ live, to, from, mayAmend, mayUndo, amend, rollBack }: RollbackBannerProps) {
  const t = useTranslations('environments.rolledBack')
  const router = useRouter()
  const [key] = useState(newIntentionKey)
  const { application, environment } = live
  return (
    <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border px-3.5 py-2.5">
      <StatusGlyph face={otherFaces['rolled-back']} />
      <div className="min-w-0 flex-1 basis-72">
        <p>
          {t('who', {
            by: live.requestedBy.name,
            from: from ? `#${from.number}` : t('before'),
            to: to === null ? t('earlier') : `#${to}`,
          })}
          <span className="text-muted">
            {' '}
            · <Time at={live.liveAt ?? live.queuedAt} />
          </span>
        </p>
        <p className="whitespace-pre-line text-muted">{live.note || t('noReason')}</p>
      </div>
      {mayAmend && <AmendReason id={live.id} note={live.note} amend={amend} />}
      {mayUndo && from && (
        <ConfirmDialog
          trigger={<Button size="sm">{t('undo')}</Button>}
          title={t('undoTitle', { env: environment, number: from.number })}
          description={t('undoWhat', { number: from.number })}
          confirm={t('undoConfirm', { env: environment, number: from.number })}
          action={rollBack}
          input={{ application, environment, to: from.id, reason: '', key }}
          onDone={({ number }) => router.push(`/deployments/${number}` as Route)}
        />
      )}
    </div>
  )
}

function AmendReason({ id, note, amend }: { id: string; note: string; amend: RollbackBannerProps['amend'] }) {
  const t = useTranslations('environments.rolledBack')
  const common = useTranslations('common')
  const form = useId()
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState(note)
  const { run, isPending, failure } = useAction(amend, {
    onDone: () => {
      setOpen(false)
      toast(common('saved'))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    run({ id, note: text })
  }
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">{note ? t('changeReason') : t('addReason')}</Button>
      </DialogTrigger>
      <DialogContent
        title={note ? t('changeReason') : t('addReason')}
        footer={
          <>
            <DialogClose asChild>
              <Button>{common('cancel')}</Button>
            </DialogClose>
            <Button type="submit" form={form} variant="primary" isPending={isPending}>
              {common('save')}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={submit} className="flex flex-col gap-4">
          <ReasonField value={text} onChange={setText} />
          <ActionError failure={failure} />
        </form>
      </DialogContent>
    </Dialog>
  )
}
