'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'

interface ScopeChoiceProps {
  scopes: string[]
  onChange: (chosen: string[]) => void
}

type Reach = 'everything' | 'reading' | 'chosen'
const reaches: Reach[] = ['everything', 'reading', 'chosen']

/** Three ways to say what a token may do: all its owner may, reading alone, or action by action. */
export function ScopeChoice({ scopes, onChange }: ScopeChoiceProps) {
  const t = useTranslations('tokens.reach')
  const [reach, setReach] = useState<Reach>('everything')
  const [picked, setPicked] = useState<string[]>([])
  const pick = (next: string[]) => {
    setPicked(next)
    onChange(next)
  }
  const choose = (next: Reach) => {
    setReach(next)
    onChange(next === 'everything' ? ['*'] : next === 'reading' ? scopes.filter((scope) => scope.endsWith('.read')) : picked)
  }
  return (
    <fieldset className="flex flex-col">
      <legend className="font-medium">{t('label')}</legend>
      {reaches.map((each) => (
        <label key={each} className="flex min-h-9 items-center gap-2.5 pointer-coarse:min-h-11">
          <input type="radio" name="reach" checked={reach === each} onChange={() => choose(each)} className="size-4 accent-ink" />
          <span>{t(each)}</span>
        </label>
      ))}
      {reach === 'chosen' && <ScopeList scopes={scopes} picked={picked} onPick={pick} />}
    </fieldset>
  )
}

function ScopeList({ scopes, picked, onPick }: { scopes: string[]; picked: string[]; onPick: (next: string[]) => void }) {
  const toggle = (scope: string, isOn: boolean) => onPick(isOn ? [...picked, scope] : picked.filter((other) => other !== scope))
  return (
    <div className="mt-1 grid max-h-64 overflow-y-auto rounded-md border px-3 py-1 sm:grid-cols-2">
      {scopes.map((scope) => (
        <label key={scope} htmlFor={`scope-${scope}`} className="flex min-h-8 items-center gap-2.5 pointer-coarse:min-h-11">
          <Checkbox
            id={`scope-${scope}`}
            checked={picked.includes(scope)}
            onChange={(event) => toggle(scope, event.target.checked)}
          />
          <code>{scope}</code>
        </label>
      ))}
    </div>
  )
}
