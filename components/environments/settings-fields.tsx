'use client'

import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, useContext } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input, Select, Textarea } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import type { SettingsValues } from './settings-values'

interface SettingsContext {
  values: SettingsValues
  /** What is wrong with a field, by its path. */
  error: (path: string) => string | undefined
}

export const SettingsContext = createContext<SettingsContext | null>(null)

type Name = keyof SettingsValues

function useSetting(name: Name) {
  const context = useContext(SettingsContext)
  if (!context) throw new Error('settings fields need a SettingsContext')
  // A list's own path is an item's beginning: policy.approvals stands for policy.approvals.0.required.
  const error = context.error(name) ?? context.error(`${name}.0.required`)
  return { value: context.values[name], error }
}

interface SettingProps {
  name: Name
  className?: string
}

/** The words of a field are kept under its name with dashes: `resources.cpus` → `resources-cpus`. */
function useWords(name: Name) {
  const t = useTranslations('environments.settings.fields')
  const key = name.replaceAll('.', '-') as Parameters<typeof t>[0]
  const hint = `${key}-hint` as Parameters<typeof t>[0]
  return { label: t(key), hint: t.has(hint) ? t(hint) : undefined }
}

export function TextSetting({ name, className, isLong, isCode }: SettingProps & { isLong?: boolean; isCode?: boolean }) {
  const { value, error } = useSetting(name)
  const Control = isLong ? Textarea : Input
  return (
    <Field {...useWords(name)} error={error} className={className}>
      <Control name={name} defaultValue={String(value)} className={cn(isCode && 'font-mono text-mono')} spellCheck={!isCode} />
    </Field>
  )
}

export function NumberSetting({
  name,
  className,
  unit,
  step = 1,
  min = 0,
}: SettingProps & { unit?: string; step?: number | 'any'; min?: number }) {
  const { value, error } = useSetting(name)
  const { label, hint } = useWords(name)
  return (
    <Field label={unit ? `${label} (${unit})` : label} hint={hint} error={error} className={className}>
      <Input type="number" name={name} defaultValue={String(value)} step={step} min={min} required className="max-w-40" />
    </Field>
  )
}

export function ChoiceSetting({ name, className, choices }: SettingProps & { choices: { value: string; text: string }[] }) {
  const { value, error } = useSetting(name)
  return (
    <Field {...useWords(name)} error={error} className={className}>
      <SelectControl name={name} value={String(value)} choices={choices} />
    </Field>
  )
}

function SelectControl({
  name,
  value,
  choices,
  ...props
}: {
  name: string
  value: string
  choices: { value: string; text: string }[]
}) {
  return (
    <Select name={name} defaultValue={value} className="max-w-72" {...props}>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.text}
        </option>
      ))}
    </Select>
  )
}

export function TickSetting({ name }: SettingProps) {
  const { value } = useSetting(name)
  return (
    <Field {...useWords(name)} isInline>
      <Checkbox name={name} defaultChecked={value === true} />
    </Field>
  )
}

/** Fields that belong together, two beside each other where there is room. */
export const SettingGroup = ({ title, children }: { title: string; children: ReactNode }) => (
  <Section title={title}>
    <div className="grid items-start gap-x-6 gap-y-4 sm:grid-cols-2">{children}</div>
  </Section>
)
