'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent, ReactNode } from 'react'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { UpdateApplicationInput } from '@/lib/applications/input'

export type Update = Action<UpdateApplicationInput & { application: string }>

interface UpdateFormProps {
  application: string
  update: Update
  /** What the form says, as the change of the application. */
  read: (data: FormData) => UpdateApplicationInput
  /** The fields; each asks for what the server said of its path. */
  children: (fieldError: (path: string) => string | undefined) => ReactNode
  onDone?: () => void
}

/** One part of an application's settings, saved by itself. */
export function UpdateForm({ application, update, read, children, onDone }: UpdateFormProps) {
  const common = useTranslations('common')
  const { run, isPending, failure, fieldError } = useAction(update, {
    onDone: () => {
      toast(common('saved'))
      onDone?.()
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    run({ application, ...read(new FormData(event.currentTarget)) })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {children(fieldError)}
      <ActionError failure={failure} />
      <Button type="submit" isPending={isPending} className="self-start">
        {common('save')}
      </Button>
    </form>
  )
}
