'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

export interface BuildArgument {
  id: number
  name: string
  value: string
}

interface BuildArgumentsProps {
  args: BuildArgument[]
  onChange: (args: BuildArgument[]) => void
  fieldError: (path: string) => string | undefined
}

/** Pairs of name and value; a row without a name is not sent. */
export function BuildArguments({ args, onChange, fieldError }: BuildArgumentsProps) {
  const t = useTranslations('settings.application')
  const set = (id: number, change: Partial<BuildArgument>) =>
    onChange(args.map((arg) => (arg.id === id ? { ...arg, ...change } : arg)))
  const add = () => onChange([...args, { id: Math.max(-1, ...args.map(({ id }) => id)) + 1, name: '', value: '' }])
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 font-medium">{t('args')}</legend>
      {args.map(({ id, name, value }, index) => (
        <div key={id}>
          <div className="flex gap-2">
            <Input
              value={name}
              onChange={(event) => set(id, { name: event.target.value.trim() })}
              aria-label={t('argName', { number: index + 1 })}
              aria-invalid={fieldError(`build.args.${name}`) ? true : undefined}
              spellCheck={false}
              className="w-2/5 font-mono"
            />
            <Input
              value={value}
              onChange={(event) => set(id, { value: event.target.value })}
              aria-label={t('argValue', { number: index + 1 })}
              maxLength={10_000}
              spellCheck={false}
              className="font-mono"
            />
            <Button
              variant="ghost"
              size="icon"
              aria-label={t('removeArg', { number: index + 1 })}
              onClick={() => onChange(args.filter((arg) => arg.id !== id))}
            >
              <X />
            </Button>
          </div>
          {fieldError(`build.args.${name}`) && <p className="text-failed text-sm">{fieldError(`build.args.${name}`)}</p>}
        </div>
      ))}
      <Button size="sm" className="self-start" onClick={add}>
        {t('addArg')}
      </Button>
    </fieldset>
  )
}
