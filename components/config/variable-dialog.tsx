'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox, Switch } from '@/components/ui/checkbox'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Select, Textarea } from '@/components/ui/input'
import type { VariableView } from '@/lib/config/variables'
import type { StagedVariable } from './staged-edits'
import { ValueField } from './value-field'

interface VariableDialogProps {
  /** Null: a new one. */
  variable: VariableView | null
  /** What it becomes by an edit that is staged already. */
  staged: StagedVariable | null
  taken: string[]
  onStage: (variable: StagedVariable) => void
  onClose: () => void
}

/** Changes one variable in the tray; nothing is saved yet. */
export function VariableDialog({ variable, staged, taken, onStage, onClose }: VariableDialogProps) {
  const t = useTranslations('config.dialog')
  const common = useTranslations('common')
  const config = useTranslations('config')
  const form = useId()
  const start = staged ?? variable
  const [isSecret, setSecret] = useState(start?.secret ?? false)
  const [value, setValue] = useState<string | null>(start ? start.value : '')
  const [error, setError] = useState('')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const key = variable?.key ?? text('key')
    if (!variable && taken.includes(key)) return setError(t('taken', { key }))
    onStage({
      key,
      value,
      secret: isSecret,
      use: isSecret || text('use') !== 'build' ? 'runtime' : 'build',
      required: data.has('required'),
      description: text('description'),
      example: text('example'),
      pattern: text('pattern') || null,
    })
  }
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={variable ? config('editKey', { key: variable.key }) : t('newTitle')}
        description={t('what')}
        footer={
          <>
            <DialogClose asChild>
              <Button>{common('cancel')}</Button>
            </DialogClose>
            <Button type="submit" form={form} variant="primary">
              {t('stage')}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={submit} className="flex flex-col gap-4">
          {!variable && (
            <Field label={config('key')} hint={t('keyHint')} error={error}>
              <Input
                name="key"
                required
                maxLength={200}
                pattern="[A-Za-z_][A-Za-z0-9_]*"
                autoComplete="off"
                spellCheck={false}
                className="font-mono"
                onChange={() => setError('')}
              />
            </Field>
          )}
          <Field label={config('secret')} hint={t('secretHint')} isInline>
            <Switch
              checked={isSecret}
              onChange={(event) => {
                setSecret(event.target.checked)
                setValue(event.target.checked ? null : '')
              }}
            />
          </Field>
          <ValueField
            isSecret={isSecret}
            value={value}
            fingerprint={variable?.secret ? variable.fingerprint : null}
            onChange={setValue}
          />
          <Field label={config('use')} hint={isSecret ? t('secretAtRunTime') : t('useHint')}>
            <Select name="use" defaultValue={start?.use ?? 'runtime'} disabled={isSecret}>
              <option value="runtime">{config('uses.runtime')}</option>
              <option value="build">{config('uses.build')}</option>
            </Select>
          </Field>
          <Field label={t('description')}>
            <Textarea name="description" defaultValue={start?.description} maxLength={500} rows={2} className="min-h-14" />
          </Field>
          <Field label={config('required')} hint={t('requiredHint')} isInline>
            <Checkbox name="required" defaultChecked={start?.required} />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('example')}>
              <Input name="example" defaultValue={start?.example} maxLength={500} autoComplete="off" />
            </Field>
            <Field label={t('pattern')}>
              <Input
                name="pattern"
                defaultValue={start?.pattern ?? ''}
                maxLength={200}
                autoComplete="off"
                spellCheck={false}
                className="font-mono"
              />
            </Field>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  )
}
