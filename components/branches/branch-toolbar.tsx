'use client'

import type { Route } from 'next'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ChangeEvent, useEffect, useRef, useTransition } from 'react'
import { cn } from '@/components/ui/cn'
import { FilterInput } from '@/components/ui/filter-input'
import { Select } from '@/components/ui/input'
import { EnvironmentSwitch } from './environment-switch'
import type { EnvironmentChoice, Search } from './types'

interface BranchToolbarProps {
  environments: EnvironmentChoice[]
  environment: EnvironmentChoice
  search: Search
  onSearching: (isSearching: boolean) => void
}

const typingMs = 200
const filters = ['all', 'mine', 'changed', 'merged'] as const
const sorts = ['recent', 'name', 'author', 'ahead', 'behind'] as const

/** Which environment the ticks are for, and which branches are shown; all of it is in the address. */
export function BranchToolbar({ environments, environment, search, onSearching }: BranchToolbarProps) {
  const t = useTranslations('branches')
  const router = useRouter()
  const path = usePathname()
  const [isPending, start] = useTransition()
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => onSearching(isPending), [isPending, onSearching])
  useEffect(() => () => clearTimeout(typing.current), [])

  const show = (next: Partial<Search & { env: string }>) => {
    const wanted = { env: environment.slug, ...search, ...next }
    const params = new URLSearchParams({ env: wanted.env })
    if (wanted.q) params.set('q', wanted.q)
    if (wanted.filter !== 'all') params.set('filter', wanted.filter)
    if (wanted.sort !== 'recent') params.set('sort', wanted.sort)
    start(() => router.replace(`${path}?${params}` as Route, { scroll: false }))
  }
  const type = ({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) => {
    if ('isComposing' in nativeEvent && nativeEvent.isComposing) return
    clearTimeout(typing.current)
    typing.current = setTimeout(() => show({ q: target.value.trim() }), typingMs)
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 pb-3">
      <EnvironmentSwitch environments={environments} current={environment.slug} onChoose={(env) => show({ env })} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-sm:basis-full sm:justify-end">
        <fieldset className="flex max-sm:w-full">
          <legend className="sr-only">{t('filter.label')}</legend>
          {filters.map((filter) => (
            <button
              key={filter}
              type="button"
              aria-pressed={filter === search.filter}
              title={t(`filter.${filter}What`)}
              onClick={() => show({ filter })}
              className={cn(
                'h-9 rounded-md px-2.5 hover:text-ink max-sm:flex-1 pointer-coarse:h-11',
                filter === search.filter ? 'bg-hover font-medium text-ink' : 'text-muted',
              )}
            >
              {t(`filter.${filter}`)}
            </button>
          ))}
        </fieldset>
        <Select
          aria-label={t('sort.label')}
          value={search.sort}
          onChange={(event) => show({ sort: event.target.value as Search['sort'] })}
          className="max-sm:flex-1"
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {t(`sort.${sort}`)}
            </option>
          ))}
        </Select>
        <FilterInput
          label={t('search')}
          defaultValue={search.q}
          onChange={type}
          onCompositionEnd={(event) => show({ q: event.currentTarget.value.trim() })}
          className="w-auto min-w-0 flex-1 sm:max-w-64"
        />
      </div>
    </div>
  )
}
