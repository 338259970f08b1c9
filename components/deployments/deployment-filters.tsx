'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { ApplicationOptions } from '@/components/applications/application-options'
import { Select } from '@/components/ui/input'
import { statuses } from '@/lib/deployments/status'

interface Filter {
  application?: string
  environment?: string
  status?: string
}

interface DeploymentFiltersProps {
  filter: Filter
  applications: { slug: string; name: string }[]
  environments: string[]
}

/** Which deployments are listed; the address says it, so that a list can be linked. */
export function DeploymentFilters({ filter, applications, environments }: DeploymentFiltersProps) {
  const t = useTranslations('deployments.filter')
  const status = useTranslations('status.deployment')
  const router = useRouter()
  const [, start] = useTransition()
  const set = (change: Filter) => {
    const chosen = Object.entries({ ...filter, ...change }).filter(([, value]) => value)
    start(() => router.replace(`/deployments?${new URLSearchParams(chosen)}` as Route))
  }
  return (
    <search className="mb-4 grid grid-cols-2 gap-2 sm:flex">
      <Select
        aria-label={t('application')}
        value={filter.application ?? ''}
        onChange={(event) => set({ application: event.target.value })}
        className="sm:w-48"
      >
        <option value="">{t('everyApplication')}</option>
        <ApplicationOptions applications={applications} />
      </Select>
      <Select
        aria-label={t('environment')}
        value={filter.environment ?? ''}
        onChange={(event) => set({ environment: event.target.value })}
        className="sm:w-44"
      >
        <option value="">{t('everyEnvironment')}</option>
        {environments.map((slug) => (
          <option key={slug}>{slug}</option>
        ))}
      </Select>
      <Select
        aria-label={t('status')}
        value={filter.status ?? ''}
        onChange={(event) => set({ status: event.target.value })}
        className="col-span-2 sm:w-48"
      >
        <option value="">{t('everyStatus')}</option>
        {statuses.map((name) => (
          <option key={name} value={name}>
            {status(name)}
          </option>
        ))}
      </Select>
    </search>
  )
}
