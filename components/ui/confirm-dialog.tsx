'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { ActionError } from './action-error'
import type { Action } from './action-result'
import { Button } from './button'
import { Dialog, DialogClose, DialogContent, DialogTrigger } from './dialog'
import { Field } from './field'
import { Input } from './input'
import { useAction } from './use-action'

interface ConfirmDialogProps<Input, Value> {
  /** The button that opens it. */
  trigger: ReactNode
  title: ReactNode
  description?: ReactNode
  /** What will change: the difference before the act. */
  children?: ReactNode
  /** Verb + object + place: "Deploy 4 branches to test". */
  confirm: string
  tone?: 'primary' | 'danger'
  /** The person must type this first; only where damage is great. */
  typed?: string
  action: Action<Input, Value>
  input: Input
  onDone?: (value: Value) => void
}

/** Says what will happen, does it, and keeps the error where the act was asked for. */
export function ConfirmDialog<Input, Value>(props: ConfirmDialogProps<Input, Value>) {
  const t = useTranslations('common')
  const form = useId()
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const { run, isPending, failure, reset } = useAction(props.action, {
    onDone: (value) => {
      setOpen(false)
      props.onDone?.(value)
    },
  })
  const change = (next: boolean) => {
    setOpen(next)
    setText('')
    reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // React bubbles through portals: a form around the dialog must not be sent as well.
    event.stopPropagation()
    run(props.input)
  }
  return (
    <Dialog open={isOpen} onOpenChange={change}>
      <DialogTrigger asChild>{props.trigger}</DialogTrigger>
      <DialogContent
        title={props.title}
        description={props.description}
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('cancel')}</Button>
            </DialogClose>
            <Button
              type="submit"
              form={form}
              variant={props.tone ?? 'primary'}
              isPending={isPending}
              disabled={props.typed !== undefined && text !== props.typed}
            >
              {props.confirm}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={submit} className="flex flex-col gap-4">
          {props.children}
          {props.typed !== undefined && (
            <Field label={t('typeToConfirm', { text: props.typed })}>
              <Input value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" spellCheck={false} />
            </Field>
          )}
          <ActionError failure={failure} />
        </form>
      </DialogContent>
    </Dialog>
  )
}
