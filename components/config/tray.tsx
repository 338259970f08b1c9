'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { ActionError } from '@/components/ui/action-error'
import type { ActionFailure } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import type { StagedChange } from './staged-edits'
import { VariableValue } from './variable-value'

interface TrayProps {
  name: string
  changes: StagedChange[]
  isPending: boolean
  failure: ActionFailure | null
  /** What is wrong with single keys, or with the whole when `key` is null. */
  problems: { key: string | null; message: string }[]
  isReloading: boolean
  onReload: () => void
  onDiscard: () => void
  onSave: (message: string) => void
}

const signs = { added: ['+', 'text-live'], changed: ['~', 'text-running'], removed: ['−', 'text-failed'] } as const

/** What will be saved, key by key, before it is. */
export function Tray({ name, changes, isPending, failure, problems, isReloading, onReload, onDiscard, onSave }: TrayProps) {
  const t = useTranslations('config.tray')
  const [message, setMessage] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave(message)
  }
  const isStale = failure?.code === 'stale'
  return (
    <section
      aria-label={t('label')}
      className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 mt-4 rounded-md bg-raised shadow-overlay md:bottom-3"
    >
      <ul aria-label={t('changes')} className="max-h-48 overflow-y-auto px-4 pt-3">
        {changes.map((change) => (
          <Change key={change.key} change={change} />
        ))}
      </ul>
      {failure && (
        <ActionError
          failure={isStale ? { ...failure, message: t('stale') } : failure}
          now={isStale ? <Reload isReloading={isReloading} onReload={onReload} /> : <Problems problems={problems} />}
          className="mx-4 mt-3"
        />
      )}
      <form onSubmit={submit} className="flex flex-wrap items-center gap-2 px-4 py-3">
        <Input
          value={message}
          onChange={(event) => setMessage(event.target.value)}
          maxLength={200}
          placeholder={t('message')}
          aria-label={t('message')}
          className="min-w-48 flex-1"
        />
        <Button onClick={onDiscard}>{t('discard')}</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('save', { count: changes.length, name })}
        </Button>
      </form>
    </section>
  )
}

function Reload({ isReloading, onReload }: Pick<TrayProps, 'isReloading' | 'onReload'>) {
  const t = useTranslations('config.tray')
  return (
    <Button size="sm" isPending={isReloading} onClick={onReload}>
      {t('reload')}
    </Button>
  )
}

function Problems({ problems }: Pick<TrayProps, 'problems'>) {
  if (problems.length === 0) return null
  return (
    <ul>
      {problems.map(({ key, message }) => (
        <li key={`${key} ${message}`}>
          {key && <code>{key}: </code>}
          {message}
        </li>
      ))}
    </ul>
  )
}

function Change({ change: { key, kind, before, after } }: { change: StagedChange }) {
  const t = useTranslations('config')
  const [sign, tone] = signs[kind]
  const isValueSame = before && after && before.secret === after.secret && before.value === after.value
  return (
    <li className="flex flex-wrap items-baseline gap-x-2 py-0.5">
      <span className={`w-3 text-center font-mono ${tone}`}>
        <span aria-hidden>{sign}</span>
        <span className="sr-only">{t(`kind.${kind}`)}</span>
      </span>
      <code className="break-all">{key}</code>
      {isValueSame ? (
        <span className="text-muted text-sm">{t('tray.settings')}</span>
      ) : (
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-sm">
          {before && (
            <del className="text-muted">
              <VariableValue variable={before} fingerprint={before.fingerprint} />
            </del>
          )}
          {before && after && <span aria-hidden>→</span>}
          {after && <VariableValue variable={after} fingerprint={null} />}
        </span>
      )}
    </li>
  )
}
