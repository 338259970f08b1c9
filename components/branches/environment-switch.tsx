'use client'

import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { tierText } from '@/components/ui/environment-badge'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { EnvironmentChoice } from './types'

interface EnvironmentSwitchProps {
  environments: EnvironmentChoice[]
  current: string
  onChoose: (slug: string) => void
}

/** Which environment the ticks are for; the number keys choose as well. */
export function EnvironmentSwitch({ environments, current, onChoose }: EnvironmentSwitchProps) {
  const t = useTranslations('branches')
  return (
    <fieldset className="flex max-w-full items-center overflow-x-auto rounded-md border p-0.5 max-sm:w-full">
      <legend className="sr-only">{t('environment')}</legend>
      {environments.map((environment, index) => (
        <Choice
          key={environment.slug}
          environment={environment}
          number={String(index + 1)}
          isCurrent={environment.slug === current}
          onChoose={() => onChoose(environment.slug)}
        />
      ))}
    </fieldset>
  )
}

interface ChoiceProps {
  environment: EnvironmentChoice
  number: string
  isCurrent: boolean
  onChoose: () => void
}

function Choice({ environment: { name, tier }, number, isCurrent, onChoose }: ChoiceProps) {
  useShortcut(number, onChoose)
  return (
    <button
      type="button"
      aria-pressed={isCurrent}
      aria-keyshortcuts={number}
      onClick={onChoose}
      className={cn(
        'h-8 whitespace-nowrap rounded-sm px-3 font-medium max-sm:flex-1 pointer-coarse:h-10',
        isCurrent ? 'bg-ink text-paper' : cn('hover:bg-hover', tierText[tier]),
      )}
    >
      {name}
    </button>
  )
}
